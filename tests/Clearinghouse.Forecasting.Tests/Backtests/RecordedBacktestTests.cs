using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Backtests;

/// <summary>Margin for Bitcoin and Ether, long and short, from 2020 to 2023.</summary>
public sealed class RecordedBacktestTests
{
    private static readonly Lazy<MarginBacktest> Report = new(() => MarginBacktest.Run(
        [StandardModels.LogHarX, StandardModels.Har, StandardModels.PooledLogHarX],
        new(DayHistory.From(SourceTree.Recorded("BTCUSDT_spot_1h")), DayHistory.From(SourceTree.Recorded("ETHUSDT_spot_1h"))),
        level: 0.99,
        warmUpDays: 730));

    /// <summary>
    /// Figures of an independent implementation over 2020 to 2026 that the extremes of March 2020 decide, and so hold for this span:
    /// the largest rises over 1, 5 and 30 days, and the largest excess of a loss over the margin.
    /// </summary>
    [Theory]
    [InlineData("normal-ewma-94", 2.32, 3.07, 3.68, .322)]
    [InlineData("fhs-ewma-94", 2.40, 3.10, 3.74, .289)]
    [InlineData("fhs-ewma-97", 1.62, 1.94, 2.30, .305)]
    [InlineData("fhs-ewma-99", 0.76, 0.84, 0.94, .324)]
    [InlineData("fhs-geo(ewma-94-rv, lr)", 0.56, 0.87, 1.02, .318)]
    [InlineData("fhs-log-har-x", 3.60, 6.93, 6.02, .278)]
    [InlineData("fhs-har", 3.41, 5.43, 6.28, .301)]
    [InlineData("fhs-geo(log-har-x, lr)", 1.14, 1.77, 1.65, .295)]
    [InlineData("fhs-geo(⅓ log-har-x, ⅔ lr)", 0.68, 1.04, 1.01, .302)]
    public void The_crash_of_March_2020_moves_margins_as_published(string rule, double oneDay, double fiveDays, double thirtyDays, double excess)
    {
        var mean = Mean(rule);

        Assert.All(mean.LargestRises.Zip([oneDay, fiveDays, thirtyDays]), pair => Assert.Equal(pair.Second, pair.First!.Value, 0.01));
        Assert.Equal(excess, mean.ExcessMax, 0.001);
    }

    [Fact]
    public void Blending_the_forecast_with_the_long_run_beats_the_industrys_average_by_five_percent()
    {
        var (blend, industry) = (Mean("fhs-geo(log-har-x, lr)"), Mean("fhs-ewma-97"));

        Assert.True(blend.PinballBasisPoints < 0.95 * industry.PinballBasisPoints);
        Assert.True(blend.Margin < industry.Margin);
        Assert.InRange(blend.BreachRate, 0.0075, 0.0105);
        Assert.Equal(0, blend.KupiecRejections);
    }

    /// <summary>Margin that is to cover the worst mark of a day, against the industry's filter calibrated on the same.</summary>
    [Theory]
    [InlineData("posted(log-har-x)")]
    [InlineData("posted(log-har-x-pooled)")]
    public void Posted_margin_beats_the_industrys_average_at_its_coverage_and_is_calm(string rule)
    {
        var (posted, unbuffered, industry) = (Mean(rule), Mean($"{rule}-before-buffer"), Mean("fhs-ewma-97-path"));

        Assert.All([posted, unbuffered], mean =>
        {
            Assert.True(mean.PathPinballBasisPoints < 0.95 * industry.PathPinballBasisPoints);
            Assert.Equal(0, mean.PathKupiecRejections);
            Assert.InRange(mean.PeakToTrough, 1, 5);
            Assert.InRange(mean.LargestRises[0]!.Value, 0, 0.70);
        });
        Assert.InRange(posted.PathBreachRate, 0.008, 0.0105);
        Assert.True(posted.PeakToTrough < unbuffered.PeakToTrough);
        Assert.True(posted.LargestRises[0] < unbuffered.LargestRises[0]);
    }

    [Fact]
    public void A_normal_quantile_is_breached_twice_as_often_as_it_should()
    {
        var normal = Mean("normal-ewma-94");

        Assert.InRange(normal.BreachRate, 0.018, 0.024);
        Assert.Equal(4, normal.KupiecRejections);
    }

    [Fact]
    public void A_margin_set_by_the_close_is_breached_within_the_day_twice_as_often()
    {
        var (close, path) = (Mean("fhs-geo(log-har-x, lr)"), Mean("fhs-geo(log-har-x, lr)-path"));

        Assert.InRange(close.PathBreachRate / close.BreachRate, 1.8, 2.8);
        Assert.InRange(path.PathBreachRate, 0.006, 0.011);
    }

    private static MarginMean Mean(string rule) => Report.Value.Means.Single(mean => mean.Model == rule);
}
