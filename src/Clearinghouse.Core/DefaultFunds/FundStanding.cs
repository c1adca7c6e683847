using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>What a venue has in the default fund, what it must have, and what it owes.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Balance">What it paid in and has not lost.</param>
/// <param name="Required">What it must have by the last review; zero before the first.</param>
/// <param name="Missing">What it is called for.</param>
/// <param name="TopUpDueBy">Until when; null while nothing is called.</param>
/// <param name="AssessmentsOwed">What it was assessed and has not paid.</param>
/// <param name="AssessmentsOverdue">What of it is past its deadline.</param>
/// <param name="IsOverdue">Whether anything is past its deadline.</param>
/// <param name="MayAddRisk">Whether it may bring new risk: not when it is overdue and the pool's policy says so.</param>
/// <param name="Notice">What it asked back and has not redeemed; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundStanding")]
public sealed record FundStanding(
    [property: Id(0)] VenueId Venue,
    [property: Id(1)] Amount Balance,
    [property: Id(2)] Amount Required,
    [property: Id(3)] Amount Missing,
    [property: Id(4)] DateTimeOffset? TopUpDueBy,
    [property: Id(5)] Amount AssessmentsOwed,
    [property: Id(6)] Amount AssessmentsOverdue,
    [property: Id(7)] bool IsOverdue,
    [property: Id(8)] bool MayAddRisk,
    [property: Id(9)] FundNotice? Notice = null)
{
    /// <summary>What it has beyond what it must have; nothing while it owes assessments. Not negative.</summary>
    public Amount Surplus => AssessmentsOwed.IsPositive ? Amount.Zero : Amount.Max(Amount.Zero, Balance - Required);

    /// <summary>Where a venue stands.</summary>
    /// <param name="member">Its account with the fund.</param>
    /// <param name="assessments">The pool's assessments.</param>
    /// <param name="policy">The pool's policy; null for none.</param>
    /// <param name="now">The time.</param>
    public static FundStanding Of(MemberFund member, PoolAssessments assessments, FundPolicy? policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(assessments);
        var topUp = member.TopUp ?? new FundTopUp(Amount.Zero);
        var overdue = assessments.OverdueOf(member.Venue) + assessments.DueOf(member.Venue, now);
        var isOverdue = overdue.IsPositive || topUp.IsOverdueAt(member.Balance, now);
        return new FundStanding(
            member.Venue, member.Balance, topUp.Required, topUp.MissingOf(member.Balance), topUp.DueBy, member.Owed, overdue, isOverdue, !isOverdue || policy is not { SuspendsOverdue: true }, member.Notice);
    }

    /// <summary>Why the venue may bring no new risk: what it has, what it must have, what it owes. Null when it may.</summary>
    public Refusal? FindLateness() => MayAddRisk
        ? null
        : new Refusal(RefusalCode.VenueOverdue)
        {
            Subject = Venue.Value,
            Required = Required.ToString(),
            Available = Balance.ToString(),
            Detail = $"{(TopUpDueBy is { } due ? $"{Missing} missing in the default fund, due by {due:O}" : "no top-up is called")}; {AssessmentsOverdue} of assessments overdue; trades that reduce both positions pass",
        };
}
