using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>Boosted trees on the logarithm of the next hour's variance, each market by itself; grown anew every 14 days on all hours before.</summary>
internal static class HourTrees
{
    private const int RefitHours = 14 * 24;
    private const int FirstRow = 200;

    private static readonly TreeTerms Terms = new(Trees: 250, Leaves: 15, RowsPerLeafMin: 80, LearningRate: 0.04);

    /// <summary>The forecasts of a market.</summary>
    /// <exception cref="ArgumentException">The warm-up leaves too few hours to grow trees on.</exception>
    internal static double?[] Walk(TreeLibrary library, HourHistory history, int warmUpHours)
    {
        var rows = history.Hours.Select((_, hour) => TreeRow.From(HourRegressors.Trees(history, hour), 0)).ToList();
        double[] targets = [.. history.Hours.Select(hour => Math.Log(hour.RealisedVariance))];
        var (trees, level) = ((BoostedTrees?)null, 0.0);
        return HourWalk.Lagged(rows.Count, warmUpHours, hour =>
        {
            if (hour < warmUpHours - 1) return double.NaN;
            if ((hour + 1 - warmUpHours) % RefitHours == 0) (trees, level) = Grow(library, rows, targets, hour);
            return trees!.Forecast(rows[hour]) * level;
        });
    }

    /// <summary>Trees on the hours whose next one is known, and the level that their targets were brought to, since trees start from nothing.</summary>
    private static (BoostedTrees Trees, double Level) Grow(TreeLibrary library, List<TreeRow> rows, double[] targets, int hour)
    {
        var mean = targets[(FirstRow + 1)..(hour + 1)].Average();
        var fitted = new List<TreeRow>();
        for (var row = FirstRow; row < hour; row++) fitted.Add(new() { Features = rows[row].Features, Label = (float)(targets[row + 1] - mean) });
        var trees = BoostedTrees.Fit(library, Terms, fitted)
            ?? throw new ArgumentException($"{fitted.Count} hours are too few to grow trees on; give a longer warm-up.", nameof(hour));
        return (trees, Math.Exp(mean));
    }
}
