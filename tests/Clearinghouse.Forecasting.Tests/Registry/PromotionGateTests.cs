using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Registry;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Registry;

/// <summary>The shipped champion passes; made worse in one way, it is refused for that and nothing else.</summary>
public sealed class PromotionGateTests
{
    private static readonly ModelRegistry Shipped = new(Path.Combine(SourceTree.Root, "ml-models"));
    private static readonly ModelManifest Manifest = Shipped.Find("champion", new(Path.Combine(SourceTree.Root, "ml-models"), TimeProvider.System));
    private static readonly ModelMetrics Metrics = Shipped.Metrics(Manifest.Model, Manifest.Version);

    [Fact]
    public void The_shipped_champion_passes() => Assert.Empty(PromotionGate.Refusals(Manifest, Metrics));

    [Fact]
    public void The_shipped_champions_walk_forward_is_as_good_as_documented() =>
        Assert.InRange(Metrics.WalkForward.Means.Single(mean => mean.Model == Manifest.Model).Qlike, 0.300, 0.317);

    [Fact]
    public void Evaluation_on_a_day_of_the_training_is_refused()
    {
        var lastDay = Metrics.HoldOut!.Markets.Min(market => market.From);
        var longer = Manifest with { Data = [.. Manifest.Data.Select(data => data with { LastDay = lastDay })] };

        Assert.Contains("evaluated on what it was trained on", Only(longer, Metrics), StringComparison.Ordinal);
    }

    [Fact]
    public void No_evaluation_after_the_training_is_refused() => Assert.Contains("--hold-out-days", Only(Manifest, Metrics with { HoldOut = null }), StringComparison.Ordinal);

    [Fact]
    public void Losing_to_log_HAR_is_refused_in_the_walk_forward_and_in_the_hold_out()
    {
        Assert.Contains("loses to log-har in the walk-forward", Only(Manifest, Metrics with { WalkForward = Worse(Metrics.WalkForward) }), StringComparison.Ordinal);
        Assert.Contains("loses to log-har in the hold-out", Only(Manifest, Metrics with { HoldOut = Worse(Metrics.HoldOut!) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_breaches_are_refused_and_too_few_are_not()
    {
        Assert.Contains("fails coverage", Only(Manifest, WithBreaches(0.02)), StringComparison.Ordinal);
        Assert.Empty(PromotionGate.Refusals(Manifest, WithBreaches(0.001)));
    }

    [Fact]
    public void No_back_test_is_refused() => Assert.Contains("back-test", Only(Manifest, Metrics with { Margins = null }), StringComparison.Ordinal);

    private static string Only(ModelManifest manifest, ModelMetrics metrics) => Assert.Single(PromotionGate.Refusals(manifest, metrics));

    private static ModelEvaluation Worse(ModelEvaluation evaluation) =>
        evaluation with { Means = [.. evaluation.Means.Select(mean => mean.Model == Manifest.Model ? mean with { Qlike = 9 } : mean)] };

    private static ModelMetrics WithBreaches(double rate)
    {
        var margins = Metrics.Margins!;
        var position = margins.Positions[0];
        var (first, breaches) = (position.Scores[0], (int)(position.Scores[0].Days * rate));
        var changed = first with { PathBreachRate = rate, PathKupiec = Kupiec.Test(first.Days, breaches, 1 - margins.Level) };
        return Metrics with { Margins = margins with { Positions = [position with { Scores = [changed, .. position.Scores.Skip(1)] }] } };
    }
}
