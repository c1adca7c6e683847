using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Adaptation;

/// <summary>What a market will ask for from an announced time on, and why.</summary>
/// <param name="Links">The way from the forecast to the numbers.</param>
/// <param name="InitialMarginRate">Initial margin, as a fraction of notional; 1 ÷ the largest leverage of new risk.</param>
/// <param name="DailyVolatility">What scenarios, haircuts and bands are scaled by: a day's standard deviation.</param>
/// <param name="PriceBand">How far from the mark a trade's price may be, as a fraction of it.</param>
/// <param name="ForecastJump">The forecast over that of the set before, less one; null for the first.</param>
/// <param name="AnnouncedAt">When it was announced.</param>
/// <param name="EffectiveAt">When it is taken over.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ParameterSet")]
public sealed record ParameterSet(
    [property: Id(0)] ForecastLinks Links,
    [property: Id(1)] Ratio InitialMarginRate,
    [property: Id(2)] Ratio DailyVolatility,
    [property: Id(3)] Ratio PriceBand,
    [property: Id(4)] Ratio? ForecastJump,
    [property: Id(5)] DateTimeOffset AnnouncedAt,
    [property: Id(6)] DateTimeOffset EffectiveAt);
