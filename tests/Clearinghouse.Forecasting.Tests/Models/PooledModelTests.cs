using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Models;

/// <summary>Models of several markets together.</summary>
public sealed class PooledModelTests
{
    [Fact]
    public void A_market_that_is_listed_later_is_forecast_once_it_has_its_days()
    {
        var (old, young) = (DayHistory.From(RandomBars.Of(1, 200, "OLD", 6)), DayHistory.From(Late(RandomBars.Of(2, 200, "NEW", 6), days: 80)));

        var tracks = WalkForward.Run(StandardModels.PooledLogHarX, new(old, young), warmUpDays: 100);

        Assert.Equal(120, young.Count);
        Assert.Equal(20, tracks[1].Variances.Count(variance => variance is > 0));
        Assert.Equal(100, tracks[0].Variances.Count(variance => variance is > 0));
    }

    [Theory]
    [InlineData("light-gbm-pooled")]
    [InlineData("fast-tree-pooled")]
    public void Trees_grown_twice_are_the_same(string name)
    {
        var model = StandardModels.Trees.Single(model => model.Name == name);
        Assert.SkipWhen(model is BoostedTreesModel { IsAvailable: false }, "The library's native part cannot be loaded here.");
        var panel = new VolatilityPanel(DayHistory.From(RandomBars.Of(1, 320, "AAA", 6)), DayHistory.From(RandomBars.Of(2, 320, "BBB", 6)));

        Assert.Equal(model.Fit(panel).Forecast(panel, 0), model.Fit(panel).Forecast(panel, 0));
        Assert.NotNull(model.Fit(panel).Forecast(panel, 1));
    }

    [Fact]
    public void A_panel_names_each_market_once() =>
        Assert.Throws<ArgumentException>(() => new VolatilityPanel(DayHistory.From(RandomBars.Of(1, 5)), DayHistory.From(RandomBars.Of(2, 5))));

    private static MarketData.BarSeries Late(MarketData.BarSeries series, int days) =>
        series.Between(RandomBars.FirstDayMs + (days * RandomBars.DayMs), long.MaxValue);
}
