using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>Close-outs that an account sends out together. Journaled before they are sent, so that whoever takes the account over sends the same again.</summary>
/// <param name="Number">1, 2, 3, … of the account.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Trades">What is traded.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CloseOutOrder")]
public sealed record CloseOutOrder(
    [property: Id(0)] long Number,
    [property: Id(1)] CloseOutPurpose Purpose,
    [property: Id(2)] ImmutableArray<CloseOut> Trades)
{
    /// <summary>The legs of the plan that the trades carry out, in their order; empty where there was no plan.</summary>
    [Id(3)] public ImmutableArray<LiquidationLeg> Planned { get => field.IsDefault ? [] : field; init; }

    /// <summary>By market, the snapshot whose marks were used.</summary>
    [Id(4)] public ImmutableSortedDictionary<MarketId, long> SnapshotVersions { get; init; } = ImmutableSortedDictionary<MarketId, long>.Empty;

    /// <summary>The plan whose step this is, and what it passes over; null where there was none, and in orders of before it was kept.</summary>
    [Id(5)] public PlanSummary? Plan { get; init; }

    /// <summary>The ways out that were compared before this one was taken; null where an auction was no way out, and in orders of before it was kept.</summary>
    [Id(6)] public WaysOut? Ways { get; init; }
}
