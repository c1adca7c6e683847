using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>What is known at the end of an hour about the variance of the next. Windows are of 1, 24 and 168 hours.</summary>
public static class HourRegressors
{
    private const int Day = 24;
    private const int Week = 168;
    private const int SameHourDays = 14;

    // Far below what any traded hour measures; they keep the logarithm of an hour without trading finite.
    private const double SquareMin = 1e-18;
    private const double MoveMin = 1e-6;

    /// <summary>HAR: the variances of 1, 24 and 168 hours.</summary>
    public static double[] Har(HourHistory history, int hour)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [history.Hours[hour].RealisedVariance, history.Mean(Variance, hour, Day), history.Mean(Variance, hour, Week)];
    }

    /// <summary>HAR in logarithms.</summary>
    public static double[] LogHar(HourHistory history, int hour) => [.. Har(history, hour).Select(variance => Math.Log(variance))];

    /// <summary>Log-HAR, the last six hours, the hour of the day that is forecast and whether it lies in a weekend.</summary>
    public static double[] LogHarHour(HourHistory history, int hour)
    {
        ArgumentNullException.ThrowIfNull(history);
        var target = history.TimeOf(hour + 1);
        return
        [
            .. LogHar(history, hour),
            Math.Log(history.Mean(Variance, hour, 6)),
            .. Enumerable.Range(1, Day - 1).Select(ofDay => target.Hour == ofDay ? 1.0 : 0),
            target.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0,
        ];
    }

    /// <summary>
    /// And realised range, the last quarter and half of the hour, the fall of the hour, its volume against the week's, and the mean of
    /// ln RV of the same hour of the last 14 days.
    /// </summary>
    public static double[] LogHarX(HourHistory history, int hour)
    {
        ArgumentNullException.ThrowIfNull(history);
        var now = history.Hours[hour];
        return
        [
            .. LogHarHour(history, hour),
            Math.Log(now.RealisedRange),
            Math.Log(history.Mean(measures => measures.RealisedRange, hour, 6)),
            Math.Log(now.VarianceLastQuarter),
            Math.Log(now.VarianceLastHalf),
            Math.Min(now.Return, 0) / Math.Sqrt(history.Mean(Variance, hour, Day)),
            Math.Log((now.Volume + 1) / (history.Mean(measures => measures.Volume, hour, Week) + 1)),
            SameHour(history, hour),
        ];
    }

    /// <summary>What trees are told: no dummies, which they make themselves out of the hour of the day, and more measures of the hour.</summary>
    public static double[] Trees(HourHistory history, int hour)
    {
        ArgumentNullException.ThrowIfNull(history);
        var (now, before, target) = (history.Hours[hour], history.Hours[Math.Max(0, hour - 1)], history.TimeOf(hour + 1));
        var day = Math.Sqrt(history.Mean(Variance, hour, Day));
        return
        [
            .. LogHar(history, hour),
            Math.Log(history.Mean(Variance, hour, 6)),
            SameHour(history, hour),
            Math.Log(now.RealisedRange),
            Math.Log(history.Mean(measures => measures.RealisedRange, hour, Day)),
            Math.Log(now.Parkinson),
            Math.Log(now.GarmanKlass),
            Math.Log(YangZhang(history, hour)),
            Math.Log(now.VarianceLastQuarter),
            Math.Log(now.VarianceLastHalf),
            RealisedMeasures.Jump(now.RealisedVariance, now.Bipower),
            now.NegativeSemivariance / now.RealisedVariance,
            Math.Min(now.Return, 0) / day,
            Math.Min(history.Mean(measures => measures.Return, hour, Day), 0) / day,
            (0.5 * Math.Log(now.Quarticity + SquareMin)) - Math.Log(now.RealisedVariance),
            Math.Log(now.LargestMove + MoveMin) - (0.5 * Math.Log(now.RealisedVariance)),
            Math.Log((now.Volume + 1) / (history.Mean(measures => measures.Volume, hour, Week) + 1)),
            Math.Log(now.RealisedVariance / before.RealisedVariance),
            target.Hour,
            target.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0,
        ];
    }

    /// <summary>Yang-Zhang variance of the last 24 hours, at least <see cref="DayMeasures.VarianceMin"/>.</summary>
    private static double YangZhang(HourHistory history, int hour)
    {
        var hours = Math.Min(Day, hour + 1);
        if (hours < 2) return history.Hours[hour].GarmanKlass;
        var (openings, moves, satchells) = (new double[hours], new double[hours], new double[hours]);
        for (var i = 0; i < hours; i++)
        {
            var measures = history.Hours[hour + 1 - hours + i];
            (openings[i], moves[i], satchells[i]) = (measures.OpeningReturn, measures.Return - measures.OpeningReturn, measures.RogersSatchell);
        }

        return Math.Max(DayMeasures.VarianceMin, RangeMeasures.YangZhang(openings, moves, satchells));
    }

    /// <summary>The mean of ln RV of the hour that is forecast on the last days; before there are so many, of the days there are.</summary>
    private static double SameHour(HourHistory history, int hour)
    {
        var (sum, days) = (0.0, 0);
        for (var day = 1; day <= SameHourDays && hour + 1 - (day * Day) >= 0; day++, days++) sum += Math.Log(history.Hours[hour + 1 - (day * Day)].RealisedVariance);
        return days == 0 ? Math.Log(history.Hours[hour].RealisedVariance) : sum / days;
    }

    private static double Variance(HourMeasures hour) => hour.RealisedVariance;
}
