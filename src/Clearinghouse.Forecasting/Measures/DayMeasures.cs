using Clearinghouse.Forecasting.Bars;

namespace Clearinghouse.Forecasting.Measures;

/// <summary>What one day of a market measured. Variances are per day, not annualised; all is known at the end of the day.</summary>
public sealed record DayMeasures
{
    /// <summary>Variances are never taken to be below this, because models take their logarithm: a day without trading measures zero.</summary>
    public const double VarianceMin = 1e-10;

    /// <summary>When the day begins: Unix milliseconds, UTC, a midnight.</summary>
    public required long OpenTimeMs { get; init; }

    /// <summary>Close against the close of the day before, logarithmic.</summary>
    public required double Return { get; init; }

    /// <summary>Open against the close of the day before, logarithmic.</summary>
    public required double OpeningReturn { get; init; }

    /// <summary>Close against open, logarithmic.</summary>
    public required double OpenToClose { get; init; }

    /// <summary>The lowest price against the close of the day before, logarithmic: the worst mark of a long position.</summary>
    public required double LowestReturn { get; init; }

    /// <summary>The highest price against the close of the day before, logarithmic: the worst mark of a short position.</summary>
    public required double HighestReturn { get; init; }

    /// <summary>Realised variance, at least <see cref="VarianceMin"/>.</summary>
    public required double RealisedVariance { get; init; }

    /// <summary>Realised range, at least <see cref="VarianceMin"/>.</summary>
    public required double RealisedRange { get; init; }

    /// <summary>Realised variance of the day's last six hours, at least <see cref="VarianceMin"/>.</summary>
    public required double VarianceLast6Hours { get; init; }

    /// <summary>Realised variance of the day's last twelve hours, at least <see cref="VarianceMin"/>.</summary>
    public required double VarianceLast12Hours { get; init; }

    /// <summary>Bipower variation, zero or more.</summary>
    public required double Bipower { get; init; }

    /// <summary>Realised quarticity, zero or more, in variance squared.</summary>
    public required double Quarticity { get; init; }

    /// <summary>What falls contributed to the realised variance, zero or more.</summary>
    public required double NegativeSemivariance { get; init; }

    /// <summary>Parkinson's variance of the day as one bar, at least <see cref="VarianceMin"/>.</summary>
    public required double Parkinson { get; init; }

    /// <summary>Garman-Klass variance of the day as one bar, at least <see cref="VarianceMin"/>.</summary>
    public required double GarmanKlass { get; init; }

    /// <summary>Rogers-Satchell variance of the day as one bar.</summary>
    public required double RogersSatchell { get; init; }

    /// <summary>The largest move of a single bar, logarithmic, without its sign.</summary>
    public required double LargestMove { get; init; }

    /// <summary>What was traded, in units of the base asset.</summary>
    public required double Volume { get; init; }

    /// <summary>How long the day's bars were missing, in milliseconds. A day with more than two hours missing is not scored.</summary>
    public required long MissingMs { get; init; }

    /// <summary>The square of the day's return: the crudest measure of its variance.</summary>
    public double SquaredReturn => Return * Return;

    /// <summary>Measures a day.</summary>
    /// <param name="openTimeMs">When it begins, Unix milliseconds.</param>
    /// <param name="bars">Its bars, a multiple of four of them, in order of time.</param>
    /// <param name="closeBefore">The logarithm of the last close before it.</param>
    public static DayMeasures From(long openTimeMs, ReadOnlySpan<LogBar> bars, double closeBefore)
    {
        var n = bars.Length;
        var (returns, ranges) = (new double[n], new double[n]);
        var (high, low, volume, missing, largest) = (double.NegativeInfinity, double.PositiveInfinity, 0.0, 0, 0.0);
        for (var i = 0; i < n; i++)
        {
            returns[i] = bars[i].Close - (i == 0 ? closeBefore : bars[i - 1].Close);
            ranges[i] = bars[i].High - bars[i].Low;
            (high, low, volume) = (Math.Max(high, bars[i].High), Math.Min(low, bars[i].Low), volume + bars[i].Volume);
            largest = Math.Max(largest, Math.Abs(returns[i]));
            if (bars[i].IsFilled) missing++;
        }

        var (open, close) = (bars[0].Open, bars[^1].Close);
        return new()
        {
            OpenTimeMs = openTimeMs,
            Return = close - closeBefore,
            OpeningReturn = open - closeBefore,
            OpenToClose = close - open,
            LowestReturn = low - closeBefore,
            HighestReturn = high - closeBefore,
            RealisedVariance = AtLeastMin(RealisedMeasures.Variance(returns)),
            RealisedRange = AtLeastMin(RealisedMeasures.Range(ranges)),
            VarianceLast6Hours = AtLeastMin(RealisedMeasures.Variance(returns.AsSpan(n - (n / 4)))),
            VarianceLast12Hours = AtLeastMin(RealisedMeasures.Variance(returns.AsSpan(n - (n / 2)))),
            Bipower = RealisedMeasures.Bipower(returns),
            Quarticity = RealisedMeasures.Quarticity(returns),
            NegativeSemivariance = RealisedMeasures.NegativeSemivariance(returns),
            Parkinson = AtLeastMin(RangeMeasures.Parkinson(high, low)),
            GarmanKlass = AtLeastMin(RangeMeasures.GarmanKlass(open, high, low, close)),
            RogersSatchell = RangeMeasures.RogersSatchell(open, high, low, close),
            LargestMove = largest,
            Volume = volume,
            MissingMs = missing * (DayGrid.DayMs / n),
        };
    }

    private static double AtLeastMin(double variance) => Math.Max(variance, VarianceMin);
}
