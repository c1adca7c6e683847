using Clearinghouse.Core.Adaptation;
using Clearinghouse.Forecasting.Serving;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using Xunit;
using static Clearinghouse.Forecasting.Tests.Serving.ServingFixture;

namespace Clearinghouse.Forecasting.Tests.Serving;

/// <summary>What speaks when the champion cannot.</summary>
public sealed class FallbackTests
{
    private const int BarsPerDay = 12;

    private static readonly BarSeries Market = RandomBars.Of(seed: 5, days: 120);

    [Theory]
    [InlineData(0, ForecastStep.Static, "static")]
    [InlineData(1, ForecastStep.Static, "static")]
    [InlineData(2, ForecastStep.BlendedEwma, "ewma-94")]
    [InlineData(60, ForecastStep.LogHar, "log-har")]
    [InlineData(61, ForecastStep.Champion, "log-har-x-pooled/")]
    public void AMarketStartsWithWhatItsDaysAllow(int days, ForecastStep step, string version)
    {
        var reading = Fed(First(days), ShippedModels).Read();
        Assert.Equal(step, reading.Step);
        Assert.StartsWith(version, reading.ModelVersion, StringComparison.Ordinal);
        Assert.Equal((int)step, reading.Reasons.Count == 0 ? 0 : days < 2 ? 4 : reading.Reasons.Count);
    }

    [Fact]
    public void WithoutAChampion_ThePlainModelSpeaks_AndSaysWhy()
    {
        var reading = Fed(First(100), NoModel).Read();
        Assert.Equal(ForecastStep.LogHar, reading.Step);
        Assert.Equal(["champion: there is none"], reading.Reasons);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1e-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AWildChampion_IsPassedOver(double factor)
    {
        var reading = Fed(First(70), new ServingModels(Times(factor))).Read();
        Assert.Equal(ForecastStep.LogHar, reading.Step);
        Assert.Contains("too far apart", Assert.Single(reading.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void AChampionThatIsWorseThanAnAverage_IsPassedOver_UntilAnotherTakesItsPlace()
    {
        var low = new ServingModels(Times(0.15, "test/low"));
        var forecaster = Fed(First(110), low);
        var reading = forecaster.Read();
        Assert.Equal((DriftLevel.Red, ForecastStep.LogHar), (reading.Drift.Level, reading.Step));
        Assert.True(reading.Drift.QlikeStatistic > 2);
        Assert.Contains(reading.Drift.Texts, text => text.StartsWith("QLIKE", StringComparison.Ordinal));
        foreach (var bar in Market.Bars.Skip(110 * BarsPerDay).Take(1)) forecaster.Take(bar, ShippedModels, null);
        Assert.Equal((null, ForecastStep.Champion, Shipped.Version), (forecaster.Read().Drift.Qlike, forecaster.Read().Step, forecaster.Read().ModelVersion));
    }

    [Fact]
    public void AStepBelowTheChampion_NeverLowersWhatIsPosted()
    {
        var forecaster = Fed(First(80), new ServingModels(Times(3)));
        var posted = forecaster.Read().PostedDeviation;
        foreach (var bar in Market.Bars.Skip(80 * BarsPerDay))
        {
            forecaster.Take(bar, NoModel, null);
            Assert.True(forecaster.Read().PostedDeviation >= posted);
            posted = forecaster.Read().PostedDeviation;
        }

        Assert.Equal(ForecastStep.LogHar, forecaster.Read().Step);
        Assert.True(Fed(Market, NoModel).Read().PostedDeviation < posted);
    }

    [Fact]
    public void StaleBars_KeepTheLastGoodNumbers_AndAQuarterOnTop()
    {
        var forecaster = Fed(First(100), ShippedModels);
        var good = forecaster.Read();
        Assert.Equal(good, forecaster.Read(forecaster.Now().AddHours(6)));
        var stale = forecaster.Read(forecaster.Now().AddHours(6.1));
        Assert.Equal((ForecastStep.LastGood, "last-good"), (stale.Step, stale.ModelVersion));
        Assert.Equal(good.PostedDeviation * 1.25, stale.PostedDeviation, 1e-12);
        Assert.True(stale.MarginLong > good.MarginLong && stale.MarginShort > good.MarginShort);
        Assert.Contains("6.1 hours", stale.Reasons[^1], StringComparison.Ordinal);
        Assert.Equal(stale.PostedDeviation, forecaster.Read(forecaster.Now().AddDays(3)).PostedDeviation);
    }

    [Fact]
    public void TheChallenger_SpeaksInShadow()
    {
        var forecaster = Fed(Market, new ServingModels(Shipped, null, Times(1.5, "test/high")));
        var reading = forecaster.Read();
        Assert.Equal(reading.ChampionVariance!.Value * 1.5, reading.ChallengerVariance!.Value, 1e-12);
        Assert.NotNull(reading.Drift.ChallengerQlike);
        Assert.Equal(Fed(Market, ShippedModels).Read().MarginLong, reading.MarginLong);
    }

    private static BarSeries First(int days) => new("TEST", Market.IntervalMs, Market.Bars.Take(days * BarsPerDay));
}
