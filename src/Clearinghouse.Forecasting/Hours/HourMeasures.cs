using System.Runtime.InteropServices;
using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>What one hour measured.</summary>
/// <param name="RealisedVariance">The sum of squared log returns, at least <see cref="DayMeasures.VarianceMin"/>.</param>
/// <param name="RealisedRange">Realised range, at least <see cref="DayMeasures.VarianceMin"/>.</param>
/// <param name="VarianceLastQuarter">Realised variance of the last 15 minutes, at least <see cref="DayMeasures.VarianceMin"/>.</param>
/// <param name="VarianceLastHalf">Realised variance of the last 30 minutes, at least <see cref="DayMeasures.VarianceMin"/>.</param>
/// <param name="Return">Close against the close before, logarithmic.</param>
/// <param name="Volume">What was traded, in units of the base asset; an hour without trading is not scored.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HourMeasures(double RealisedVariance, double RealisedRange, double VarianceLastQuarter, double VarianceLastHalf, double Return, double Volume)
{
    /// <summary>Measures an hour.</summary>
    /// <param name="bars">Its bars, four or more, in order of time.</param>
    /// <param name="closeBefore">The logarithm of the last close before it.</param>
    public static HourMeasures From(ReadOnlySpan<LogBar> bars, double closeBefore)
    {
        var n = bars.Length;
        Span<double> returns = stackalloc double[n];
        Span<double> ranges = stackalloc double[n];
        var volume = 0.0;
        for (var i = 0; i < n; i++)
        {
            returns[i] = bars[i].Close - (i == 0 ? closeBefore : bars[i - 1].Close);
            ranges[i] = bars[i].High - bars[i].Low;
            volume += bars[i].Volume;
        }

        return new(
            AtLeastMin(RealisedMeasures.Variance(returns)),
            AtLeastMin(RealisedMeasures.Range(ranges)),
            AtLeastMin(RealisedMeasures.Variance(returns[(n - (n / 4))..])),
            AtLeastMin(RealisedMeasures.Variance(returns[(n - (n / 2))..])),
            bars[^1].Close - closeBefore,
            volume);
    }

    private static double AtLeastMin(double variance) => Math.Max(variance, DayMeasures.VarianceMin);
}
