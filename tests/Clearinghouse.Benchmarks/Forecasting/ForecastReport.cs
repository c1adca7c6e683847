using Clearinghouse.Benchmarks.Machine;

namespace Clearinghouse.Benchmarks.Forecasting;

/// <summary>How fast forecasts are made.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Repetitions">Of the scoring.</param>
/// <param name="BarMicroseconds">Taking a bar of half an hour and forecasting after it, per market, champion and challenger: the median, the least and the most of the repetitions. What midnight does is shared out over the day's bars.</param>
/// <param name="MidnightMicroseconds">The bar that ends a day, at which quantiles, drift and the week's refit come: the mean.</param>
/// <param name="StateBytes">A market's memory as it is stored.</param>
/// <param name="Markets">Markets of the training and the evaluation.</param>
/// <param name="Days">Days of each.</param>
/// <param name="FitSeconds">Fitting the champion on all markets, once.</param>
/// <param name="TrainSeconds">Training it with its evidence: fit, walk-forward of four models, hold-out, margin back-test.</param>
/// <param name="EvaluateSeconds">Walking every model that <c>model evaluate</c> knows through all days, one after the other model by model; 0 when it was left out.</param>
internal sealed record ForecastReport(
    MachineDescription Machine,
    int Repetitions,
    (double Median, double Least, double Most) BarMicroseconds,
    double MidnightMicroseconds,
    int StateBytes,
    int Markets,
    int Days,
    double FitSeconds,
    double TrainSeconds,
    double EvaluateSeconds);
