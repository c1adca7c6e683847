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
/// <param name="EvaluateDays">How many models <c>model evaluate</c> knows for days, and how long it takes to walk them through all days, as many at a time as there are processors; zero when it was left out.</param>
/// <param name="HourMarkets">Markets of the evaluation of hours.</param>
/// <param name="HourDays">Days of each, of five-minute bars.</param>
/// <param name="EvaluateHours">The same for hours; zero when it was left out.</param>
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
    (int Models, double Seconds) EvaluateDays,
    int HourMarkets,
    int HourDays,
    (int Models, double Seconds) EvaluateHours);
