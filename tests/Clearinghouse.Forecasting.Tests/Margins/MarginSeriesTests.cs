using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Margins;

/// <summary>Margin rules: known in time, right on average, free of the filter's level.</summary>
public sealed class MarginSeriesTests
{
    private const int Days = 700;

    private static readonly DayHistory History = DayHistory.From(RandomBars.Of(seed: 5, Days, hoursPerBar: 6));

    private static readonly MarginCase Long = new(History, PositionSide.Long, 0.95);

    [Fact]
    public void Losses_of_a_long_and_a_short_are_fractions_of_notional()
    {
        var day = History[10];

        Assert.Equal(1 - Math.Exp(day.Return), PositionSide.Long.FractionOf(PositionSide.Long.LogLoss(day)), 1e-15);
        Assert.Equal(Math.Exp(day.Return) - 1, PositionSide.Short.FractionOf(PositionSide.Short.LogLoss(day)), 1e-15);
        Assert.True(PositionSide.Long.LogPathLoss(day) >= PositionSide.Long.LogLoss(day));
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.6, 4)]
    [InlineData(0.99, 5)]
    public void A_quantile_is_an_observation_and_never_below(double level, double expected) => Assert.Equal(expected, TailQuantile.Higher(level, [5, 3, 1, 4, 2]));

    [Fact]
    public void Historical_simulation_is_the_quantile_of_the_days_before()
    {
        var series = MarginSeries.Historical(Long, 500, "500");

        Assert.Null(series.Margins[249]);
        double[] window = [.. Long.LogLosses.Skip(100).Take(500)];
        Assert.Equal(PositionSide.Long.FractionOf(TailQuantile.Higher(0.95, window)), series.Margins[600]!.Value, 1e-15);
    }

    [Fact]
    public void Bars_after_a_day_change_no_margin_set_by_then()
    {
        const int LastCommonDay = 650;
        var changed = DayHistory.From(RandomBars.Of(seed: 5, Days, hoursPerBar: 6).ChangedFrom(RandomBars.FirstDayMs + ((LastCommonDay + 1) * RandomBars.DayMs)));

        foreach (var (before, after) in Rules(History).Zip(Rules(changed)))
            Assert.Equal(before.Margins.Take(LastCommonDay + 2), after.Margins.Take(LastCommonDay + 2));
    }

    [Fact]
    public void The_level_of_a_filter_does_not_matter()
    {
        var filter = VarianceFilter.Ewma(History, 0.97);
        var ninefold = new VarianceFilter("ninefold", [.. filter.Variances.Select(variance => 9 * variance)]);

        foreach (var (one, other) in MarginSeries.Filtered(Long, filter).Margins.Zip(MarginSeries.Filtered(Long, ninefold).Margins))
            Assert.Equal(one ?? 0, other ?? 0, 1e-12);
    }

    [Fact]
    public void A_blend_moves_less_than_its_fast_part()
    {
        var (fast, slow) = (VarianceFilter.Ewma(History, 0.94), VarianceFilter.LongRun(History));
        var scores = new[] { fast, fast.Blend("blend", slow, 0.5) }.Select(filter => MarginScore.Of(Long, MarginSeries.Filtered(Long, filter), 400)).ToList();

        Assert.True(scores[1].Procyclicality.PeakToTrough < scores[0].Procyclicality.PeakToTrough);
        Assert.InRange(scores[1].BreachRate, 0.02, 0.09);
    }

    [Fact]
    public void A_blend_is_a_geometric_mean()
    {
        var blend = new VarianceFilter("a", [4, null, 1]).Blend("both", new("b", [9, 1, 16]), 0.5);

        Assert.Equal([6, null, 4], blend.Variances.Select(variance => variance is { } known ? Math.Round(known, 12) : (double?)null));
    }

    [Fact]
    public void Scores_count_breaches()
    {
        var never = new MarginSeries("never", [.. Enumerable.Repeat((double?)1, Days)]);
        var score = MarginScore.Of(Long, never, 400);

        Assert.Equal((300, 0, 0.0), (score.Days, score.Breaches, score.ExcessMax));
        Assert.Equal((1.0, 0.0), (score.Procyclicality.PeakToTrough, score.PathBreachRate));
        Assert.Equal(500 * (1 - Long.LogLosses.Skip(400).Average(loss => PositionSide.Long.FractionOf(loss))), score.PinballBasisPoints, 1e-6);
    }

    [Fact]
    public void A_day_without_a_margin_is_refused() =>
        Assert.Contains("warm-up", Assert.Throws<ArgumentException>(() => MarginScore.Of(Long, MarginSeries.Historical(Long, 500, "500"), 100)).Message, StringComparison.Ordinal);

    private static IReadOnlyList<MarginSeries> Rules(DayHistory history)
    {
        var track = WalkForward.Run(StandardModels.LogHarX, new(history), 300).Single();
        return MarginRules.On(new(history, PositionSide.Short, 0.95), history, [VarianceFilter.Of(track, history)]);
    }
}
