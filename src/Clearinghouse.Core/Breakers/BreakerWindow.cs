using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>
/// Bands on how far the index may move within a window. Those scaled by the forecast find what is unusual; the fixed ones find a crisis in which the forecast itself is high, where scaled ones go blind.
/// </summary>
/// <param name="Seconds">The window; from 10 to 86,400.</param>
/// <param name="VolatilityMultiples">In standard deviations of the forecast over the window.</param>
/// <param name="AbsoluteMoves">As fractions of the price that the index moved from.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerWindow")]
public sealed record BreakerWindow(
    [property: Id(0)] int Seconds,
    [property: Id(1)] BreakerThresholds VolatilityMultiples,
    [property: Id(2)] BreakerThresholds AbsoluteMoves)
{
    private const double SecondsPerDay = 86_400;

    /// <summary>The scaled bands as fractions of the price: multiple × daily volatility × √(window / day).</summary>
    /// <param name="dailyVolatility">Forecast standard deviation of a day's return.</param>
    public BreakerThresholds VolatilityMoves(Ratio dailyVolatility) => VolatilityMultiples.Times(dailyVolatility.ToDouble() * Math.Sqrt(Seconds / SecondsPerDay));
}
