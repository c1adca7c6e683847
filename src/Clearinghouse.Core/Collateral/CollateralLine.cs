using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Collateral;

/// <summary>What one holding counts for, and why not for more.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="MarketValue">Quantity × price, exactly; not negative.</param>
/// <param name="Value">What it counts for, rounded down; from 0 to the market value, which is this plus the terms, exactly.</param>
/// <param name="Terms">What was taken off, in order of reason; only what is above 0.</param>
/// <param name="UnpricedQuantity">Units that count for nothing because nobody knows a price; null where one is known.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralLine")]
public sealed record CollateralLine(
    [property: Id(0)] AssetId Asset,
    [property: Id(1)] Amount MarketValue,
    [property: Id(2)] Amount Value,
    [property: Id(3)] ImmutableArray<HaircutTerm> Terms,
    [property: Id(4)] Quantity? UnpricedQuantity = null);
