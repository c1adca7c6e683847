using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>The models that an evaluation of hours compares. Regressions are fitted at the end of every day, GARCH every 30 days, trees every 14, on all hours before.</summary>
public static class HourModels
{
    private const int StartHours = 30;
    private const int FirstRow = 200;

    /// <summary>The benchmark that the others are tested against.</summary>
    public static HourModel Har { get; } = new("har", (history, warmUp) => Levels(history, warmUp));

    /// <summary>HAR in logarithms with 6 hours, hour of day, weekend, same hour of 14 days, range, last minutes, falls and volume.</summary>
    public static HourModel LogHarX { get; } = new("log-har-x", (history, warmUp) => Logs(history, warmUp, HourRegressors.LogHarX));

    /// <summary>All of them, those that take longest first.</summary>
    public static IReadOnlyList<HourModel> All { get; } =
    [
        Trees("light-gbm", TreeLibrary.LightGbm),
        Trees("fast-tree", TreeLibrary.FastTree),
        new("garch-t", HourGarch.Walk),
        LogHarX,
        new("log-har-hour", (history, warmUp) => Logs(history, warmUp, HourRegressors.LogHarHour)),
        new("log-har", (history, warmUp) => Logs(history, warmUp, HourRegressors.LogHar)),
        Har,
        new("ewma-80", (history, warmUp) => Average(history, warmUp, 0.80, hour => hour.RealisedVariance)),
        new("ewma-94", (history, warmUp) => Average(history, warmUp, 0.94, hour => hour.RealisedVariance)),
        new("ewma-94-r2", (history, warmUp) => Average(history, warmUp, 0.94, hour => hour.Return * hour.Return)),
        new("random-walk", (history, warmUp) => HourWalk.Lagged(history.Hours.Count, warmUp, hour => history.Hours[hour].RealisedVariance)),
    ];

    private static HourModel Trees(string name, TreeLibrary library) =>
        new(name, (history, warmUp) => HourTrees.Walk(library, history, warmUp)) { IsAvailable = BoostedTrees.IsAvailable(library) };

    /// <summary>An exponential average, brought to the level of realised variance by the ratio of the means so far.</summary>
    private static double?[] Average(HourHistory history, int warmUpHours, double decay, Func<HourMeasures, double> measure)
    {
        var average = history.Hours.Take(StartHours).Average(measure);
        var (variances, measures) = (0.0, 0.0);
        return HourWalk.Lagged(history.Hours.Count, warmUpHours, hour =>
        {
            var value = measure(history.Hours[hour]);
            (variances, measures) = (variances + history.Hours[hour].RealisedVariance, measures + value);
            average = (decay * average) + ((1 - decay) * value);
            return average * variances / measures;
        });
    }

    private static double?[] Logs(HourHistory history, int warmUpHours, Func<HourHistory, int, double[]> regressors) => HourWalk.LogRegression(
        [.. history.Hours.Select((_, hour) => regressors(history, hour))], [.. history.Hours.Select(hour => hour.RealisedVariance)], FirstRow, warmUpHours);

    /// <summary>Least squares of variances; a forecast outside of what was ever seen is brought back (Swanson and White 1997).</summary>
    private static double?[] Levels(HourHistory history, int warmUpHours)
    {
        var rows = history.Hours.Select((_, hour) => HourRegressors.Har(history, hour)).ToArray();
        var equations = new NormalEquations(rows[0].Length);
        var (fit, next, least, most, sum) = (new LinearCoefficients([]), FirstRow, double.PositiveInfinity, 0.0, 0.0);
        return HourWalk.Lagged(history.Hours.Count, warmUpHours, hour =>
        {
            if (hour < warmUpHours - 1) return double.NaN;
            if ((hour + 1 - warmUpHours) % HourWalk.RefitHours == 0)
            {
                for (; next < hour; next++)
                {
                    var target = history.Hours[next + 1].RealisedVariance;
                    equations.Add(rows[next], target);
                    (least, most, sum) = (Math.Min(least, target), Math.Max(most, target), sum + target);
                }

                fit = equations.Solve();
            }

            var forecast = fit.At(rows[hour]);
            return forecast > most ? most : forecast < least ? sum / equations.Rows : forecast;
        });
    }
}
