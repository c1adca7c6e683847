using System.Globalization;
using System.Text;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>What a person should know of a version before using it.</summary>
internal static class ModelCard
{
    internal static string Of(ModelManifest manifest, ModelMetrics metrics)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {manifest.Model} {manifest.Version}\n\n");
        card.Append("Forecasts the realised variance of a market's next day, 00:00 to 24:00 UTC, from bars of six hours or less. It is one set of coefficients for all markets; a market needs two months of days, not to have been in the training.\n\n");
        card.Append("**Not for** other horizons than a day, stablecoins, or markets that close overnight. It knows no event before it happens: the worst days of any market lie far outside it. Where it is missing or stale, an average of realised variance stands in.\n\n");
        card.Append("## Trained on\n\n| market | from | to | days |\n| --- | --- | --- | ---: |\n");
        foreach (var data in manifest.Data) card.Append(CultureInfo.InvariantCulture, $"| {data.Symbol} | {data.FirstDay:yyyy-MM-dd} | {data.LastDay:yyyy-MM-dd} | {data.Days} |\n");
        card.Append("\n## QLIKE out of sample\n\nLower is better.\n");
        Table(card, $"The same procedure walked forward over all the bars, after {metrics.WalkForward.WarmUpDays} days of each; never scored on a day it was fitted on", metrics.WalkForward);
        if (metrics.HoldOut is { } holdOut) Table(card, $"These very numbers on the {manifest.Options.HoldOutDays} days after their training", holdOut);
        else card.Append("\nNo day after the training was held out: these very numbers were not evaluated, and the version cannot be promoted.\n");
        Margins(card, metrics);
        card.Append("\n## When it fails\n\nA version whose hash differs from its manifest is not loaded. A market with less than two months of days, or a day with more than two hours missing, is no case for it.\n");
        return card.ToString();
    }

    private static void Table(StringBuilder card, string caption, ModelEvaluation evaluation)
    {
        var (first, last) = (evaluation.Markets.Min(market => market.From), evaluation.Markets.Max(market => market.To));
        card.Append(CultureInfo.InvariantCulture, $"\n{caption}: {first:yyyy-MM-dd} to {last:yyyy-MM-dd}.\n\n");
        card.Append(CultureInfo.InvariantCulture, $"| model | {string.Join(" | ", evaluation.Markets.Select(market => market.Symbol))} | mean |\n| --- |{string.Concat(evaluation.Markets.Select(_ => " ---: |"))} ---: |\n");
        foreach (var mean in evaluation.Means)
        {
            var figures = evaluation.Markets.Select(market => market.Scores.Single(score => score.Model == mean.Model).Qlike.ToString("0.0000", CultureInfo.InvariantCulture));
            card.Append(CultureInfo.InvariantCulture, $"| {mean.Model} | {string.Join(" | ", figures)} | {mean.Qlike:0.0000} |\n");
        }
    }

    private static void Margins(StringBuilder card, ModelMetrics metrics)
    {
        if (metrics.Margins is not { } margins) return;
        card.Append(CultureInfo.InvariantCulture, $"\n## Margin at {margins.Level * 100:0.##} %, one day\n\nMade of the walk-forward's forecasts, from {margins.Positions.Min(position => position.From):yyyy-MM-dd}: the mean of {margins.Positions.Count} positions.\n\n");
        card.Append("| rule | breaches % | rejected Kupiec / independence | margin % | pinball bp | worst mark: breaches % | rejected Kupiec | pinball bp | peak / trough | largest rise in a day % |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var mean in margins.Means) card.Append(Line(mean));
    }

    private static string Line(MarginMean mean) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {mean.Model} | {mean.BreachRate * 100:0.00} | {mean.KupiecRejections} / {mean.IndependenceRejections} of {mean.Positions} | {mean.Margin * 100:0.00} | {mean.PinballBasisPoints:0.00} | {mean.PathBreachRate * 100:0.00} | {mean.PathKupiecRejections} of {mean.Positions} | {mean.PathPinballBasisPoints:0.00} | {mean.PeakToTrough:0.0} | {mean.LargestRises[0] * 100:0} |\n");
}
