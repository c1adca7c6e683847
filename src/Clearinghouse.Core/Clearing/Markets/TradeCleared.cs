using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// A trade was novated: one record with both legs, so it can't half happen.
/// </summary>
/// <param name="Trade">As the venue submitted it.</param>
/// <param name="Buyer">The buyer's leg.</param>
/// <param name="Seller">The seller's leg.</param>
/// <param name="SnapshotVersion">The snapshot by which it was decided.</param>
/// <param name="MarkPrice">The contract's mark in that snapshot.</param>
/// <param name="FundingIndex">The contract's funding index.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TradeCleared")]
public sealed record TradeCleared(
    [property: Id(0)] ClearTrade Trade,
    [property: Id(1)] TradeLeg Buyer,
    [property: Id(2)] TradeLeg Seller,
    [property: Id(3)] long SnapshotVersion,
    [property: Id(4)] Price MarkPrice,
    [property: Id(5)] Price FundingIndex) : MarketEvent
{
    /// <summary>What it takes up of the market's window of liquidations; null for a trade that does not count there.</summary>
    [Id(6)] public LiquidationCharge? Liquidated { get; init; }
}
