namespace Clearinghouse.Forecasting.Registry;

/// <summary>A figure of two versions, each measured when it was trained.</summary>
/// <param name="Figure">What was measured, with its unit.</param>
/// <param name="First">Of the first version; null where it was not measured.</param>
/// <param name="Second">Of the second version; null where it was not measured.</param>
public sealed record VersionComparison(string Figure, double? First, double? Second)
{
    /// <summary>The figures of two versions. Those of different bars or days do not compare, which the spans among them show.</summary>
    public static IReadOnlyList<VersionComparison> Of((ModelManifest Manifest, ModelMetrics Metrics) first, (ModelManifest Manifest, ModelMetrics Metrics) second)
    {
        var (one, other) = (FiguresOf(first.Manifest, first.Metrics), FiguresOf(second.Manifest, second.Metrics));
        return [.. one.Keys.Union(other.Keys, StringComparer.Ordinal).Select(figure => new VersionComparison(figure, ValueOf(one, figure), ValueOf(other, figure)))];
    }

    private static double? ValueOf(Dictionary<string, double> figures, string figure) => figures.TryGetValue(figure, out var value) ? value : null;

    private static Dictionary<string, double> FiguresOf(ModelManifest manifest, ModelMetrics metrics)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal) { ["days trained on, all markets"] = manifest.Data.Sum(data => data.Days) };
        foreach (var (where, evaluation) in new[] { ("walk-forward", metrics.WalkForward), ("hold-out", metrics.HoldOut) })
        {
            if (evaluation is null) continue;
            figures[$"{where} days, all markets"] = evaluation.Markets.Sum(market => market.Periods);
            if (evaluation.Means.SingleOrDefault(mean => mean.Model == manifest.Model) is { } mean) figures[$"{where} QLIKE, mean"] = mean.Qlike;
            foreach (var market in evaluation.Markets)
                if (market.Scores.SingleOrDefault(score => score.Model == manifest.Model) is { } score) figures[$"{where} QLIKE, {market.Symbol}"] = score.Qlike;
        }

        if (metrics.Margins is { Means: [var margin, ..] })
        {
            figures["worst marks beyond margin %"] = 100 * margin.PathBreachRate;
            figures["margin mean %"] = 100 * margin.Margin;
            figures["margin pinball bp, worst marks"] = margin.PathPinballBasisPoints;
            figures["margin peak over trough"] = margin.PeakToTrough;
        }

        return figures;
    }
}
