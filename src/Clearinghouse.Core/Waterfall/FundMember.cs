using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>A venue's place in the mutual default fund.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Contribution">What it has paid in and not lost; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundMember")]
public sealed record FundMember([property: Id(0)] VenueId Venue, [property: Id(1)] Amount Contribution)
{
    /// <summary>The firewall: the most it can still lose, fund and assessments together, to defaults of accounts that others brought. Null for no firewall; not negative.</summary>
    [Id(2)] public Amount? FirewallLeft { get; init; }

    /// <summary>The contribution that assessments are a multiple of: what it was asked to pay in before the default. Null when that is <see cref="Contribution"/>.</summary>
    [Id(3)] public Amount? AssessmentBase { get; init; }

    /// <summary>What was assessed already in the period that the cap is for.</summary>
    [Id(4)] public Amount Assessed { get; init; }

    /// <summary>It was to bid in the default's auction and did not, or not well enough: its contribution stands before that of the others.</summary>
    [Id(5)] public bool FailedToBid { get; init; }
}
