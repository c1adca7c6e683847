using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Evaluation;

/// <summary>What a walk-forward shows a model, and when.</summary>
public sealed class WalkForwardTests
{
    private static readonly DayHistory History = DayHistory.From(RandomBars.Of(seed: 1, days: 50, hoursPerBar: 6));

    [Fact]
    public void A_model_sees_the_days_before_the_one_it_forecasts_and_no_other()
    {
        var model = new Recording(refitDays: 1);

        var track = WalkForward.Run(model, new(History), warmUpDays: 20).Single();

        Assert.Equal(Enumerable.Range(20, 30), model.KnownAtForecast);
        Assert.Equal(Enumerable.Range(20, 30), model.KnownAtFit);
        Assert.Equal(30, track.Variances.Count(variance => variance is not null));
        Assert.Null(track.Variances[19]);
    }

    [Fact]
    public void A_fit_is_used_for_as_many_days_as_the_model_says()
    {
        var model = new Recording(refitDays: 7);

        WalkForward.Run(model, new(History), warmUpDays: 20);

        Assert.Equal([20, 27, 34, 41, 48], model.KnownAtFit);
    }

    [Fact]
    public void A_forecast_stands_with_the_day_it_is_of()
    {
        var track = WalkForward.Run(new RandomWalkModel(), new(History), warmUpDays: 20).Single();

        Assert.Equal(History[29].RealisedVariance, track.Variances[30]);
    }

    [Fact]
    public void Days_with_more_than_two_hours_missing_are_not_scored()
    {
        var whole = RandomBars.Of(seed: 1, days: 50, hoursPerBar: 1);
        var holed = new MarketData.BarSeries("X", whole.IntervalMs, whole.Bars.Where((_, i) => i is not (>= 600 and < 602) and not (>= 720 and < 723)));

        var (scored, less) = (Scored(whole), Scored(holed));

        Assert.Equal(scored - 1, less);
    }

    [Fact]
    public void A_horizon_is_scored_by_the_mean_of_its_days_as_far_as_all_are_known()
    {
        var history = History.ForHorizon(5);
        var track = WalkForward.Run(new RandomWalkModel(), new(history), warmUpDays: 20).Single();

        var scores = MarketScores.Of(history, [track], "random-walk");

        Assert.Equal(50 - 20 - 4, scores.Periods);
        Assert.Equal(Enumerable.Range(20, 26).Average(day => Losses.Qlike(Enumerable.Range(day, 5).Average(ahead => History[ahead].RealisedVariance), History[day - 1].RealisedVariance)), scores.Scores.Single().Qlike, 1e-9);
    }

    [Fact]
    public void A_target_that_is_not_known_whole_teaches_nothing()
    {
        var history = History.ForHorizon(5).Known(40);

        Assert.Equal(35, history.TargetedCount);
        Assert.Equal(Enumerable.Range(35, 5).Average(day => History[day].RealisedVariance), history.TargetAfter(34), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => history.TargetAfter(35));
    }

    [Fact]
    public void Days_after_the_last_known_one_change_no_forecast_of_a_horizon()
    {
        // The same days, and then others: whoever peeks at a target beyond what is known forecasts differently.
        var (one, other) = (RandomBars.Of(seed: 1, days: 150, hoursPerBar: 6), RandomBars.Of(seed: 2, days: 150, hoursPerBar: 6));
        var joined = new MarketData.BarSeries("X", one.IntervalMs, one.Bars.Take(140 * 4).Concat(other.Bars.Skip(140 * 4)));
        foreach (var model in (IVolatilityModel[])[StandardModels.Har, StandardModels.LogHar, StandardModels.PooledLogHarX, .. StandardModels.Scaled])
        {
            var (expected, actual) = (Forecast(model, new MarketData.BarSeries("X", one.IntervalMs, one.Bars)), Forecast(model, joined));
            Assert.True(expected > 0, model.Name);
            Assert.Equal(expected, actual);
        }

        static double? Forecast(IVolatilityModel model, MarketData.BarSeries bars)
        {
            var known = new VolatilityPanel(DayHistory.From(bars).ForHorizon(5).Known(140));
            return model.Fit(known).Forecast(known, 0);
        }
    }

    [Fact]
    public void A_direct_fit_on_one_day_is_the_scaled_one()
    {
        var panel = new VolatilityPanel(DayHistory.From(RandomBars.Of(seed: 3, days: 120, hoursPerBar: 6)));

        Assert.Equal(StandardModels.LogHarX.Fit(panel).Forecast(panel, 0), new ScaledModel(StandardModels.LogHarX).Fit(panel).Forecast(panel, 0));
        Assert.NotEqual(StandardModels.LogHarX.Fit(panel.ForHorizon(5)).Forecast(panel, 0), StandardModels.Scaled[0].Fit(panel.ForHorizon(5)).Forecast(panel, 0));
    }

    [Fact]
    public void Scores_compare_with_the_reference()
    {
        var panel = new VolatilityPanel(DayHistory.From(RandomBars.Of(seed: 1, days: 200, hoursPerBar: 6)));

        var report = ModelEvaluation.Run([StandardModels.Har, StandardModels.Ewma94, new RandomWalkModel()], StandardModels.Har, panel, 100, _ => { });

        var scores = report.Markets.Single().Scores;
        Assert.Null(scores.Single(score => score.Model == "har").QlikeAgainstReference);
        Assert.All(scores.Where(score => score.Model != "har"), score =>
            Assert.Equal(score.Qlike - scores.Single(other => other.Model == "har").Qlike, score.QlikeAgainstReference!.Value.MeanDifference, 1e-9));
        Assert.Equal(scores.OrderBy(score => score.Qlike), scores);
        Assert.Equal(100, report.Markets.Single().Periods);
    }

    private static int Scored(MarketData.BarSeries series)
    {
        var history = DayHistory.From(series);
        return MarketScores.Of(history, WalkForward.Run(new RandomWalkModel(), new(history), 20), "random-walk").Periods;
    }

    private sealed class Recording(int refitDays) : IVolatilityModel, IVolatilityForecaster
    {
        public List<int> KnownAtFit { get; } = [];

        public List<int> KnownAtForecast { get; } = [];

        public string Name => "recording";

        public int RefitDays => refitDays;

        public IVolatilityForecaster Fit(VolatilityPanel known)
        {
            KnownAtFit.Add(known.Markets[0].Count);
            return this;
        }

        public double? Forecast(VolatilityPanel known, int market)
        {
            KnownAtForecast.Add(known.Markets[market].Count);
            return 1;
        }
    }
}
