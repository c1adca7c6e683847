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
