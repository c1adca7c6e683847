using System.Globalization;
using System.Text;
using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>What a person should know of a version before using it.</summary>
internal static class ModelCard
{
    internal static string Of(ModelManifest manifest, ModelEvaluation metrics)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {manifest.Model} {manifest.Version}\n\n");
        card.Append("Forecasts the realised variance of a market's next day, 00:00 to 24:00 UTC, from bars of six hours or less. It is one set of coefficients for all markets; a market needs two months of days, not to have been in the training.\n\n");
        card.Append("**Not for** other horizons than a day, stablecoins, or markets that close overnight. It knows no event before it happens: the worst days of any market lie far outside it. Where it is missing or stale, an average of realised variance stands in.\n\n");
        card.Append("## Trained on\n\n| market | from | to | days |\n| --- | --- | --- | ---: |\n");
        foreach (var data in manifest.Data) card.Append(CultureInfo.InvariantCulture, $"| {data.Symbol} | {data.FirstDay:yyyy-MM-dd} | {data.LastDay:yyyy-MM-dd} | {data.Days} |\n");
        card.Append(CultureInfo.InvariantCulture, $"\n## QLIKE out of sample\n\nThe same model walked forward over these markets, after {metrics.WarmUpDays} days of each; never scored on a day it was fitted on.\n\n");
        card.Append(CultureInfo.InvariantCulture, $"| model | {string.Join(" | ", metrics.Markets.Select(market => market.Symbol))} | mean |\n| --- |{string.Concat(metrics.Markets.Select(_ => " ---: |"))} ---: |\n");
        foreach (var mean in metrics.Means)
        {
            var figures = metrics.Markets.Select(market => market.Scores.Single(score => score.Model == mean.Model).Qlike.ToString("0.0000", CultureInfo.InvariantCulture));
            card.Append(CultureInfo.InvariantCulture, $"| {mean.Model} | {string.Join(" | ", figures)} | {mean.Qlike:0.0000} |\n");
        }

        return card.ToString();
    }
}
