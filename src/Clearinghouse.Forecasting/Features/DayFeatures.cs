using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Features;

/// <summary>
/// What is known at the end of a day about the variance of the next one. Windows are of 1, 7 and 30 days, since these markets never
/// close; a window reaching before the first day takes the days there are.
/// </summary>
public sealed record DayFeatures
{
    private const int Week = 7;
    private const int Month = 30;

    /// <summary>Realised variance of the day.</summary>
    public required double Variance1 { get; init; }

    /// <summary>Mean realised variance of 7 days.</summary>
    public required double Variance7 { get; init; }

    /// <summary>Mean realised variance of 30 days.</summary>
    public required double Variance30 { get; init; }

    /// <summary>Realised range of the day.</summary>
    public required double Range1 { get; init; }

    /// <summary>Mean realised range of 7 days.</summary>
    public required double Range7 { get; init; }

    /// <summary>Realised variance of the last six hours.</summary>
    public required double Variance6Hours { get; init; }

    /// <summary>Realised variance of the last twelve hours.</summary>
    public required double Variance12Hours { get; init; }

    /// <summary>Parkinson's variance of the day.</summary>
    public required double Parkinson { get; init; }

    /// <summary>Garman-Klass variance of the day.</summary>
    public required double GarmanKlass { get; init; }

    /// <summary>Yang-Zhang variance of 7 days.</summary>
    public required double YangZhang7 { get; init; }

    /// <summary>The share of jumps, 0 to ln 2; see <see cref="RealisedMeasures.Jump"/>.</summary>
    public required double Jump { get; init; }

    /// <summary>The share of falls in the realised variance, 0 to 1.</summary>
    public required double NegativeShare { get; init; }

    /// <summary>The day's fall in units of the week's volatility, zero or below: volatility rises more after falls.</summary>
    public required double Leverage1 { get; init; }

    /// <summary>The mean return of 7 days, where negative, in units of the week's volatility; zero or below.</summary>
    public required double Leverage7 { get; init; }

    /// <summary>½ ln RQ − ln RV: how uneven the day was, and so how uncertain its realised variance is.</summary>
    public required double QuarticityRatio { get; init; }

    /// <summary>Realised quarticity of the day.</summary>
    public required double Quarticity { get; init; }

    /// <summary>ln of the largest move of one bar − ½ ln RV.</summary>
    public required double LargestMove { get; init; }

    /// <summary>ln of the day's volume over the mean of 30 days.</summary>
    public required double VolumeRatio { get; init; }

    /// <summary>ln RV less that of the day before.</summary>
    public required double VarianceChange { get; init; }

    /// <summary>Mean of ln RV over all days known, by which markets are made comparable.</summary>
    public required double MeanLogVariance { get; init; }

    /// <summary>The weekday that is forecast: that of the next day, not of this one.</summary>
    public required DayOfWeek TargetWeekday { get; init; }

    /// <summary>The features at the end of the last known day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No day is known.</exception>
    public static DayFeatures Of(DayHistory known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var recent = new DayMeasures[Math.Min(known.Count, Month)];
        for (var i = 0; i < recent.Length; i++) recent[i] = known[known.Count - recent.Length + i];
        var today = known[known.Count - 1];
        var sum = 0.0;
        for (var day = 0; day < known.Count; day++) sum += Math.Log(known[day].RealisedVariance);
        return Of(recent, sum / known.Count, DateTimeOffset.FromUnixTimeMilliseconds(today.OpenTimeMs).AddDays(1).DayOfWeek);
    }

    /// <summary>The features of days that need not begin at midnight, as long as each begins where the one before ends.</summary>
    /// <param name="recent">The last 30 days, or as many as there are, one at least; the newest last.</param>
    /// <param name="meanLogVariance">Mean of ln RV over all days known.</param>
    /// <param name="target">The weekday that is forecast.</param>
    internal static DayFeatures Of(ReadOnlySpan<DayMeasures> recent, double meanLogVariance, DayOfWeek target)
    {
        var today = recent[^1];
        var yesterday = recent[Math.Max(0, recent.Length - 2)];
        var variance7 = Mean(recent, Week, static day => day.RealisedVariance);
        return new()
        {
            Variance1 = today.RealisedVariance,
            Variance7 = variance7,
            Variance30 = Mean(recent, Month, static day => day.RealisedVariance),
            Range1 = today.RealisedRange,
            Range7 = Mean(recent, Week, static day => day.RealisedRange),
            Variance6Hours = today.VarianceLast6Hours,
            Variance12Hours = today.VarianceLast12Hours,
            Parkinson = today.Parkinson,
            GarmanKlass = today.GarmanKlass,
            YangZhang7 = YangZhangOf(recent, Week),
            Jump = RealisedMeasures.Jump(today.RealisedVariance, today.Bipower),
            NegativeShare = today.NegativeSemivariance / today.RealisedVariance,
            Leverage1 = Math.Min(today.Return, 0) / Math.Sqrt(variance7),
            Leverage7 = Math.Min(Mean(recent, Week, static day => day.Return), 0) / Math.Sqrt(variance7),
            QuarticityRatio = (0.5 * Math.Log(today.Quarticity + SquareMin)) - Math.Log(today.RealisedVariance),
            Quarticity = today.Quarticity,
            LargestMove = Math.Log(today.LargestMove + MoveMin) - (0.5 * Math.Log(today.RealisedVariance)),
            VolumeRatio = Math.Log((today.Volume + 1) / (Mean(recent, Month, static day => day.Volume) + 1)),
            VarianceChange = Math.Log(today.RealisedVariance / yesterday.RealisedVariance),
            MeanLogVariance = meanLogVariance,
            TargetWeekday = target,
        };
    }

    /// <summary>Yang-Zhang variance of the last so many days, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    internal static double YangZhangOf(DayHistory known, int window)
    {
        var recent = new DayMeasures[Math.Min(known.Count, window)];
        for (var i = 0; i < recent.Length; i++) recent[i] = known[known.Count - recent.Length + i];
        return YangZhangOf(recent, window);
    }

    private static double YangZhangOf(ReadOnlySpan<DayMeasures> recent, int window)
    {
        var days = recent[Math.Max(0, recent.Length - window)..];
        if (days.Length < 2) return days[0].GarmanKlass;
        var (openings, moves, satchells) = (new double[days.Length], new double[days.Length], new double[days.Length]);
        for (var i = 0; i < days.Length; i++) (openings[i], moves[i], satchells[i]) = (days[i].OpeningReturn, days[i].OpenToClose, days[i].RogersSatchell);
        return Math.Max(DayMeasures.VarianceMin, RangeMeasures.YangZhang(openings, moves, satchells));
    }

    // Far below what any traded day measures; they keep the logarithm of a day without trading finite.
    private const double SquareMin = 1e-18;
    private const double MoveMin = 1e-6;

    private static double Mean(ReadOnlySpan<DayMeasures> recent, int window, Func<DayMeasures, double> measure)
    {
        var days = recent[Math.Max(0, recent.Length - window)..];
        var sum = 0.0;
        foreach (var day in days) sum += measure(day);
        return sum / days.Length;
    }
}
