using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Models;

/// <summary>Models against the same formula written out.</summary>
public sealed class SingleMarketModelTests
{
    private static readonly DayHistory History = DayHistory.From(RandomBars.Of(seed: 3, days: 300, hoursPerBar: 6));

    private static readonly VolatilityPanel Panel = new(History);

    [Fact]
    public void Ewma_starts_from_the_mean_of_thirty_days()
    {
        var expected = Enumerable.Range(0, 30).Average(day => History[day].RealisedVariance);
        for (var day = 0; day < History.Count; day++) expected = (0.94 * expected) + (0.06 * History[day].RealisedVariance);

        Assert.Equal(expected, Forecast(StandardModels.Ewma94), 1e-12);
    }

    [Fact]
    public void Squared_returns_are_brought_to_the_level_of_realised_variance()
    {
        var (averaged, variance, squares) = (Enumerable.Range(0, 30).Average(day => History[day].SquaredReturn), 0.0, 0.0);
        for (var day = 0; day < History.Count; day++)
        {
            averaged = (0.94 * averaged) + (0.06 * History[day].SquaredReturn);
            (variance, squares) = (variance + History[day].RealisedVariance, squares + History[day].SquaredReturn);
        }

        Assert.Equal(averaged * variance / squares, Forecast(StandardModels.RiskMetrics), 1e-12);
    }

    [Fact]
    public void Random_walk_repeats_the_last_day() => Assert.Equal(History[History.Count - 1].RealisedVariance, Forecast(new RandomWalkModel()));

    [Fact]
    public void Smearing_makes_the_mean_forecast_that_of_the_sample()
    {
        // With a constant alone among the regressors, log-HAR is the geometric mean smeared back to the arithmetic one.
        var model = new LogHarModel("constant", new RegressorSet(new Regressor("nothing", _ => 0)));

        Assert.Equal(Enumerable.Range(61, History.Count - 61).Average(day => History[day].RealisedVariance), Forecast(model), 1e-12);
    }

    [Fact]
    public void A_level_forecast_above_everything_seen_is_cut_to_the_largest()
    {
        // Fitted on calm days, asked after one that is a thousand times as wild.
        var known = new VolatilityPanel(History.Known(200));
        var forecaster = new LevelHarModel("wild", new RegressorSet(new Regressor("RV1 or wild", features => features.Variance1 * (features.Variance1 == History[250].RealisedVariance ? 1e6 : 1)))).Fit(known);

        var most = Enumerable.Range(61, 139).Max(day => History[day].RealisedVariance);
        Assert.InRange(forecaster.Forecast(new(History.Known(251)), 0)!.Value, 0, most);
    }

    [Fact]
    public void A_market_of_few_days_has_no_forecast()
    {
        var known = new VolatilityPanel(History.Known(20));

        Assert.All(StandardModels.All.Where(model => model is not RandomWalkModel), model => Assert.Null(model.Fit(known).Forecast(known, 0)));
    }

    [Fact]
    public void Garch_stays_at_the_level_of_realised_variance()
    {
        var mean = Enumerable.Range(0, History.Count).Average(day => History[day].RealisedVariance);

        Assert.InRange(Forecast(new GarchModel()), mean / 10, mean * 10);
    }

    [Fact]
    public void Names_occur_once() => Assert.Equal(StandardModels.All.Select(model => model.Name).Distinct(StringComparer.Ordinal), StandardModels.All.Select(model => model.Name));

    private static double Forecast(IVolatilityModel model) => model.Fit(Panel).Forecast(Panel, 0)!.Value;
}
