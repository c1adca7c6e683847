using System.Globalization;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>What a version must show before margin may be made of it.</summary>
public static class PromotionGate
{
    private const double Percent = 100;

    /// <summary>Why a version may not be the champion; empty when it may.</summary>
    /// <param name="manifest">What it was trained on.</param>
    /// <param name="metrics">How it was evaluated.</param>
    public static IReadOnlyList<string> Refusals(ModelManifest manifest, ModelMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(metrics);
        return [.. Overlaps(manifest, metrics), .. Losses(manifest.Model, "the walk-forward", metrics.WalkForward), .. Losses(manifest.Model, "the hold-out", metrics.HoldOut), .. Breaches(metrics.Margins)];
    }

    private static IEnumerable<string> Overlaps(ModelManifest manifest, ModelMetrics metrics)
    {
        if (metrics.HoldOut is not { Markets.Count: > 0 } holdOut)
        {
            yield return "no day after its training was held out to evaluate it on; train it with --hold-out-days";
            yield break;
        }

        var (last, first) = (manifest.Data.Max(data => data.LastDay), holdOut.Markets.Min(market => market.From));
        if (first <= last) yield return string.Create(CultureInfo.InvariantCulture, $"it was evaluated on what it was trained on: training ends {last:yyyy-MM-dd} and the evaluation begins {first:yyyy-MM-dd}");
    }

    private static IEnumerable<string> Losses(string model, string where, ModelEvaluation? evaluation)
    {
        if (evaluation is null) yield break;
        var (its, benchmark) = (QlikeOf(evaluation, model), QlikeOf(evaluation, StandardModels.LogHar.Name));
        if (its is null || benchmark is null) yield return $"{where} does not compare it with {StandardModels.LogHar.Name}; train it again";
        else if (!(its < benchmark)) yield return string.Create(CultureInfo.InvariantCulture, $"it loses to {StandardModels.LogHar.Name} in {where}: QLIKE {its:0.0000} against {benchmark:0.0000}");
    }

    private static double? QlikeOf(ModelEvaluation evaluation, string model) => evaluation.Means.SingleOrDefault(mean => mean.Model == model)?.Qlike;

    /// <summary>Too few breaches cost members margin and the clearinghouse nothing: only too many refuse.</summary>
    private static IEnumerable<string> Breaches(MarginBacktest? margins)
    {
        if (margins is null) return ["the bars are too few to back-test margin on; train it on longer ones"];
        return
            from position in margins.Positions
            from score in position.Scores.Take(1)
            where score.PathBreachRate > 1 - margins.Level && score.PathKupiec.PValue < MarginMean.PValueMin
            select string.Create(CultureInfo.InvariantCulture, $"margin made of it fails coverage: the worst mark exceeded {score.Model} of {position.Symbol} {position.Side} on {score.PathBreachRate * Percent:0.00} % of days instead of {(1 - margins.Level) * Percent:0.##} % (Kupiec p {score.PathKupiec.PValue:0.000})");
    }
}
