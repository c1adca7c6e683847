using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>A venue's account with the mutual default fund.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Contributed">What it paid in, less what it took out; not negative.</param>
/// <param name="Balance">What is left of it; not negative.</param>
/// <param name="LostToOthers">What it lost to defaults of accounts that others brought, in fund and assessments, less what was recovered; not negative.</param>
/// <param name="Assessed">What it was assessed, in all.</param>
/// <param name="Owed">What it has not paid of that, overdue or not.</param>
/// <param name="TopUp">What it must have in the fund by the last review; null before the first.</param>
/// <param name="Notice">What it asked back and has not redeemed; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MemberFund")]
public sealed record MemberFund(
    [property: Id(0)] VenueId Venue,
    [property: Id(1)] Amount Contributed = default,
    [property: Id(2)] Amount Balance = default,
    [property: Id(3)] Amount LostToOthers = default,
    [property: Id(4)] Amount Assessed = default,
    [property: Id(5)] Amount Owed = default,
    [property: Id(6)] FundTopUp? TopUp = null,
    [property: Id(7)] FundNotice? Notice = null)
{
    /// <summary>Its place in the waterfall.</summary>
    /// <param name="firewall">The most it may lose to others' defaults, as a multiple of what it paid in; null for no such limit.</param>
    public FundMember ToFundMember(Ratio? firewall) => new(Venue, Balance)
    {
        AssessmentBase = Contributed,
        Assessed = Assessed,
        FirewallLeft = firewall is { } multiple ? Amount.Max(Amount.Zero, Contributed.Times(multiple, Rounding.Floor) - LostToOthers) : null,
    };
}
