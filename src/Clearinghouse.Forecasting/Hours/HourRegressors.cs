namespace Clearinghouse.Forecasting.Hours;

/// <summary>What is known at the end of an hour about the variance of the next. Windows are of 1, 24 and 168 hours.</summary>
public static class HourRegressors
{
    private const int Day = 24;
    private const int Week = 168;
    private const int SameHourDays = 14;

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

    /// <summary>The mean of ln RV of the hour that is forecast on the last days; before there are so many, of the days there are.</summary>
    private static double SameHour(HourHistory history, int hour)
    {
        var (sum, days) = (0.0, 0);
        for (var day = 1; day <= SameHourDays && hour + 1 - (day * Day) >= 0; day++, days++) sum += Math.Log(history.Hours[hour + 1 - (day * Day)].RealisedVariance);
        return days == 0 ? Math.Log(history.Hours[hour].RealisedVariance) : sum / days;
    }

    private static double Variance(HourMeasures hour) => hour.RealisedVariance;
}
