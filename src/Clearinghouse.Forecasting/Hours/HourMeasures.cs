using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>What one hour measured. Variances are per hour, not annualised; all is known at the end of the hour.</summary>
public sealed record HourMeasures
{
    /// <summary>The sum of squared log returns, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    public required double RealisedVariance { get; init; }

    /// <summary>Realised range, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    public required double RealisedRange { get; init; }

    /// <summary>Realised variance of the last 15 minutes, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    public required double VarianceLastQuarter { get; init; }

    /// <summary>Realised variance of the last 30 minutes, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    public required double VarianceLastHalf { get; init; }

    /// <summary>Bipower variation, zero or more.</summary>
    public required double Bipower { get; init; }

    /// <summary>Realised quarticity, zero or more, in variance squared.</summary>
    public required double Quarticity { get; init; }

    /// <summary>What falls contributed to the realised variance, zero or more.</summary>
    public required double NegativeSemivariance { get; init; }

    /// <summary>Parkinson's variance of the hour as one bar, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    public required double Parkinson { get; init; }

    /// <summary>Garman-Klass variance of the hour as one bar, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    public required double GarmanKlass { get; init; }

    /// <summary>Rogers-Satchell variance of the hour as one bar.</summary>
    public required double RogersSatchell { get; init; }

    /// <summary>The largest move of a single bar, logarithmic, without its sign.</summary>
    public required double LargestMove { get; init; }

    /// <summary>Close against the close before, logarithmic.</summary>
    public required double Return { get; init; }

    /// <summary>Open against the close before, logarithmic.</summary>
    public required double OpeningReturn { get; init; }

    /// <summary>What was traded, in units of the base asset; an hour without trading is not scored.</summary>
    public required double Volume { get; init; }

    /// <summary>Measures an hour.</summary>
    /// <param name="bars">Its bars, four or more, in order of time.</param>
    /// <param name="closeBefore">The logarithm of the last close before it.</param>
    public static HourMeasures From(ReadOnlySpan<LogBar> bars, double closeBefore)
    {
        var n = bars.Length;
        Span<double> returns = stackalloc double[n];
        Span<double> ranges = stackalloc double[n];
        var (high, low, volume, largest) = (double.NegativeInfinity, double.PositiveInfinity, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            returns[i] = bars[i].Close - (i == 0 ? closeBefore : bars[i - 1].Close);
            ranges[i] = bars[i].High - bars[i].Low;
            (high, low, volume) = (Math.Max(high, bars[i].High), Math.Min(low, bars[i].Low), volume + bars[i].Volume);
            largest = Math.Max(largest, Math.Abs(returns[i]));
        }

        var (open, close) = (bars[0].Open, bars[^1].Close);
        return new()
        {
            RealisedVariance = AtLeastMin(RealisedMeasures.Variance(returns)),
            RealisedRange = AtLeastMin(RealisedMeasures.Range(ranges)),
            VarianceLastQuarter = AtLeastMin(RealisedMeasures.Variance(returns[(n - (n / 4))..])),
            VarianceLastHalf = AtLeastMin(RealisedMeasures.Variance(returns[(n - (n / 2))..])),
            Bipower = RealisedMeasures.Bipower(returns),
            Quarticity = RealisedMeasures.Quarticity(returns),
            NegativeSemivariance = RealisedMeasures.NegativeSemivariance(returns),
            Parkinson = AtLeastMin(RangeMeasures.Parkinson(high, low)),
            GarmanKlass = AtLeastMin(RangeMeasures.GarmanKlass(open, high, low, close)),
            RogersSatchell = RangeMeasures.RogersSatchell(open, high, low, close),
            LargestMove = largest,
            Return = close - closeBefore,
            OpeningReturn = open - closeBefore,
            Volume = volume,
        };
    }

    private static double AtLeastMin(double variance) => Math.Max(variance, DayMeasures.VarianceMin);
}
