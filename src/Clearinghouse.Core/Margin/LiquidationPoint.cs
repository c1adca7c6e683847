using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Margin;

/// <summary>Where a market alone, the others held, would take an account below its maintenance margin.</summary>
/// <param name="Market">The market.</param>
/// <param name="IndexPrice">Its index price now.</param>
/// <param name="LiquidationPrice">The nearest index price at which the account is short; null when none is within a hundredth and a hundred times the price.</param>
/// <param name="DistanceFraction">That price less the price now, as a fraction of it: negative below; 0 when short already.</param>
/// <param name="DistanceSigmas">The distance in forecast standard deviations of a day, by log price; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationPoint")]
public sealed record LiquidationPoint(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] Price IndexPrice,
    [property: Id(2)] Price? LiquidationPrice,
    [property: Id(3)] double? DistanceFraction,
    [property: Id(4)] double? DistanceSigmas);
