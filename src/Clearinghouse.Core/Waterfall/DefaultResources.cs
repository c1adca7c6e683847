using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>Everything that stands behind one default, as it is when the loss is allocated.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultResources")]
public sealed record DefaultResources
{
    /// <summary>The account in default.</summary>
    [Id(0)] public required AccountId Defaulter { get; init; }

    /// <summary>The venue that brought it; null when none did.</summary>
    [Id(1)] public VenueId? Venue { get; init; }

    /// <summary>The defaulter's collateral and margin, realised; not negative.</summary>
    [Id(2)] public Amount Collateral { get; init; }

    /// <summary>The house's own capital that stands in the waterfall; not negative.</summary>
    [Id(3)] public Amount HouseCapital { get; init; }

    /// <summary>The insurance tranches with what each holds, junior first (see <see cref="Insurance.TrancheStack.LayerMembersOf"/>).</summary>
    [Id(4)] public ImmutableArray<LayerMember> Tranches { get; init; } = [];

    /// <summary>The members of the mutual default fund, in any order that does not change: ties of the last unit go to the earlier.</summary>
    [Id(5)] public ImmutableArray<FundMember> Members { get; init; } = [];

    /// <summary>What other accounts are owed by the settlement, for gains haircutting and tear-up.</summary>
    [Id(6)] public ImmutableArray<AccountGain> Gains { get; init; } = [];

    /// <summary>What each account gives up in the deleveraging that covers what the funds do not; empty for none.</summary>
    [Id(7)] public ImmutableArray<AccountGain> Deleveraged { get; init; } = [];
}
