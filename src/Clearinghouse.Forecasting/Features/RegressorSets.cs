namespace Clearinghouse.Forecasting.Features;

/// <summary>The sets that the models use.</summary>
public static class RegressorSets
{
    /// <summary>1 on the weekday that is forecast, else 0. Monday is the day that the others are measured against.</summary>
    private static readonly Regressor[] Weekdays =
    [
        .. Enum.GetValues<DayOfWeek>().Where(day => day != DayOfWeek.Monday)
            .Select(day => new Regressor(day.ToString(), features => features.TargetWeekday == day ? 1 : 0)),
    ];

    /// <summary>HAR (Corsi 2009) with windows of 1, 7 and 30 days.</summary>
    public static RegressorSet Har { get; } = new(
        new Regressor("RV1", features => features.Variance1),
        new Regressor("RV7", features => features.Variance7),
        new Regressor("RV30", features => features.Variance30));

    /// <summary>HARQ (Bollerslev, Patton and Quaedvlieg 2016): HAR, and the day's variance times the root of its quarticity.</summary>
    public static RegressorSet Harq { get; } = Har.With(new Regressor("RV1√RQ", features => features.Variance1 * Math.Sqrt(features.Quarticity)));

    /// <summary>HAR in logarithms.</summary>
    public static RegressorSet LogHar { get; } = new(
        new Regressor("ln RV1", features => Math.Log(features.Variance1)),
        new Regressor("ln RV7", features => Math.Log(features.Variance7)),
        new Regressor("ln RV30", features => Math.Log(features.Variance30)));

    /// <summary>Log-HAR with realised range, the last hours, leverage, quarticity and the weekday of the target: 16 and a constant.</summary>
    public static RegressorSet LogHarX { get; } = LogHar.With(
    [
        new Regressor("ln RR1", features => Math.Log(features.Range1)),
        new Regressor("ln RR7", features => Math.Log(features.Range7)),
        new Regressor("ln RV6h", features => Math.Log(features.Variance6Hours)),
        new Regressor("ln RV12h", features => Math.Log(features.Variance12Hours)),
        new Regressor("leverage 1", features => features.Leverage1),
        new Regressor("leverage 7", features => features.Leverage7),
        new Regressor("quarticity", features => features.QuarticityRatio),
        .. Weekdays,
    ]);

    /// <summary>
    /// What pooled models share: log-HAR-X with its variances less the market's own long-run mean, and Parkinson, Garman-Klass,
    /// Yang-Zhang and the largest move.
    /// </summary>
    public static RegressorSet Pooled { get; } = new(
    [
        new Regressor("ln RV1", features => Math.Log(features.Variance1) - features.MeanLogVariance),
        new Regressor("ln RV7", features => Math.Log(features.Variance7) - features.MeanLogVariance),
        new Regressor("ln RV30", features => Math.Log(features.Variance30) - features.MeanLogVariance),
        new Regressor("ln RR1", features => Math.Log(features.Range1) - features.MeanLogVariance),
        new Regressor("ln RR7", features => Math.Log(features.Range7) - features.MeanLogVariance),
        new Regressor("ln Parkinson", features => Math.Log(features.Parkinson) - features.MeanLogVariance),
        new Regressor("ln Garman-Klass", features => Math.Log(features.GarmanKlass) - features.MeanLogVariance),
        new Regressor("ln Yang-Zhang", features => Math.Log(features.YangZhang7) - features.MeanLogVariance),
        new Regressor("ln RV6h", features => Math.Log(features.Variance6Hours) - features.MeanLogVariance),
        new Regressor("ln RV12h", features => Math.Log(features.Variance12Hours) - features.MeanLogVariance),
        new Regressor("leverage 1", features => features.Leverage1),
        new Regressor("leverage 7", features => features.Leverage7),
        new Regressor("quarticity", features => features.QuarticityRatio),
        new Regressor("largest move", features => features.LargestMove),
        .. Weekdays,
    ]);

    /// <summary>The market's long-run mean of ln RV, for models that are pooled.</summary>
    internal static RegressorSet LongRunMean { get; } = new(new Regressor("mean ln RV", features => features.MeanLogVariance));
}
