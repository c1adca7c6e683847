using System.Text.Json;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Serving;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using Xunit;
using static Clearinghouse.Forecasting.Tests.Serving.ServingFixture;

namespace Clearinghouse.Forecasting.Tests.Serving;

/// <summary>A market as it is forecast bar by bar.</summary>
public sealed class MarketForecasterTests
{
    private const long DayMs = RandomBars.DayMs;

    private static readonly BarSeries Market = RandomBars.Of(seed: 11, days: 130);

    [Fact]
    public void AtMidnight_TheForecastIsThatOfTheDailyModel()
    {
        var forecaster = new MarketForecaster(TwoHours);
        var compared = 0;
        foreach (var bar in Market.Bars)
        {
            forecaster.Take(bar, ShippedModels, null);
            if (forecaster.NextOpenMs % DayMs != 0 || forecaster.Read().ChampionVariance is not { } served) continue;
            var known = new VolatilityPanel(DayHistory.From(Market.Between(0, forecaster.NextOpenMs)));
            var daily = Shipped.Forecaster.Forecast(known, 0)!.Value;
            Assert.Equal(daily, served, daily * 1e-9);
            compared++;
        }

        Assert.Equal(130 - 60, compared);
    }

    [Fact]
    public void OnRecordedBars_AtMidnight_TheForecastIsThatOfTheDailyModel()
    {
        var recorded = SourceTree.Recorded("BTCUSDT_spot_30m");
        var series = recorded.Between(recorded.Bars[0].OpenTimeMs, recorded.Bars[0].OpenTimeMs + (100 * DayMs));
        var forecaster = Fed(series, ShippedModels, new ServingTerms());
        Assert.Equal(0, forecaster.NextOpenMs % DayMs);
        var daily = Shipped.Forecaster.Forecast(new VolatilityPanel(DayHistory.From(series)), 0)!.Value;
        Assert.Equal(daily, forecaster.Read().ChampionVariance!.Value, daily * 1e-9);
    }

    [Fact]
    public void AFeatureThatIsOneBarOff_IsNoticed()
    {
        // The leak that must not pass: each bar filed one step early, so that the forecast at midnight knows the first bar of the next day.
        var early = Market.Bars.Select(bar => bar with { OpenTimeMs = bar.OpenTimeMs - Market.IntervalMs }).Where(bar => bar.OpenTimeMs >= Market.Bars[0].OpenTimeMs);
        var leaking = Fed(new BarSeries("TEST", Market.IntervalMs, early).Between(0, Market.Bars[0].OpenTimeMs + (100 * DayMs)), ShippedModels);
        var daily = Shipped.Forecaster.Forecast(new VolatilityPanel(DayHistory.From(Market.Between(0, leaking.NextOpenMs))), 0)!.Value;
        Assert.True(Math.Abs((leaking.Read().ChampionVariance!.Value / daily) - 1) > 1e-4);
    }

    [Fact]
    public void WhatComesLater_ChangesNothingThatWasSaid()
    {
        var changedAt = Market.Bars[0].OpenTimeMs + (110 * DayMs);
        var (one, other) = (new MarketForecaster(TwoHours), new MarketForecaster(TwoHours));
        foreach (var (bar, changed) in Market.Bars.Zip(Market.ChangedFrom(changedAt).Bars))
        {
            one.Take(bar, ShippedModels, null);
            other.Take(changed, ShippedModels, null);
            if (one.NextOpenMs <= changedAt) Assert.Equal(one.Read().MarginLong, other.Read().MarginLong);
        }

        Assert.NotEqual(one.Read().MarginLong, other.Read().MarginLong);
    }

    [Fact]
    public void BetweenMidnights_TheWeekdayIsAMixture()
    {
        var noon = Fed(Market.Between(0, Market.Bars[0].OpenTimeMs + (120 * DayMs) + (DayMs / 2)), ShippedModels);
        var reading = noon.Read();
        Assert.Equal(12, reading.AsOf!.Value.Hour);
        Assert.True(reading.PeakVariance > reading.DailyVariance);
        Assert.True(reading.PeakMargin > Math.Max(reading.UnbufferedMarginLong, reading.UnbufferedMarginShort));
        Assert.Equal(reading.DailyVariance, reading.ChampionVariance);
    }

    [Fact]
    public void AsData_AndBack_EverythingGoesOnAsItWas()
    {
        var half = Market.Bars.Count * 3 / 4;
        var whole = Fed(Market, ShippedModels);
        var first = Fed(new BarSeries("TEST", Market.IntervalMs, Market.Bars.Take(half)), ShippedModels);
        var json = JsonSerializer.Serialize(first.ToState());
        var second = MarketForecaster.FromState(JsonSerializer.Deserialize<ForecasterState>(json)!, TwoHours);
        foreach (var bar in Market.Bars.Skip(half)) second.Take(bar, ShippedModels, null);
        Assert.Equal(JsonSerializer.Serialize(whole.ToState()), JsonSerializer.Serialize(second.ToState()));
    }

    [Fact]
    public void BarsThatCannotBeNext_AreRefused_AndGapsStandFlat()
    {
        var forecaster = Fed(Market.Between(0, Market.Bars[0].OpenTimeMs + (5 * DayMs)), NoModel);
        var next = Market.Bars[60];
        Assert.Equal(forecaster.NextOpenMs, next.OpenTimeMs);
        Assert.Equal(BarRefusal.NotNewer, forecaster.Take(Market.Bars[59], NoModel, null));
        Assert.Equal(BarRefusal.OffGrid, forecaster.Take(next with { OpenTimeMs = next.OpenTimeMs + 1 }, NoModel, null));
        Assert.Equal(BarRefusal.Crossed, forecaster.Take(next with { High = next.Low, Low = next.High }, NoModel, null));
        Assert.Equal(BarRefusal.None, forecaster.Take(Market.Bars[63], NoModel, null));
        Assert.Equal((3L, Market.Bars[64].OpenTimeMs), (forecaster.MissingBars, forecaster.NextOpenMs));
    }

    [Fact]
    public void WithinADay_PostedVolatilityOnlyRises_AndFromDayToDayItFallsNoFasterThanAllowed()
    {
        var forecaster = new MarketForecaster(TwoHours);
        var (before, dayBefore, falls, rises) = (0.0, 0.0, 0, 0);
        foreach (var bar in Market.Bars)
        {
            forecaster.Take(bar, ShippedModels, null);
            if (forecaster.Read().Deviation is not { Posted: var posted }) continue;
            if (forecaster.NextOpenMs % DayMs != 0)
            {
                Assert.True(posted >= before);
                if (posted > before) rises++;
            }
            else
            {
                Assert.True(posted >= dayBefore * 0.95 * (1 - 1e-12));
                if (posted < dayBefore) falls++;
                dayBefore = posted;
            }

            before = posted;
        }

        Assert.True(falls > 10 && rises > 10, $"{falls} falls, {rises} rises");
    }

    [Fact]
    public void TheReading_BecomesLinksThatAMarketTakes()
    {
        var links = Fed(Market, ShippedModels).Read().ToLinks()!;
        Assert.Null(links.Check());
        Assert.Equal((ForecastStep.Champion, Shipped.Version), (links.Step, links.ModelVersion));
        Assert.Null(new MarketForecaster(TwoHours).Read(DateTimeOffset.UnixEpoch).ToLinks());
    }

    [Theory]
    [InlineData("BTCUSDT_spot_30m")]
    [InlineData("ETHUSDT_spot_30m")]
    [InlineData("BNBUSDT_spot_30m")]
    [InlineData("SOLUSDT_spot_30m")]
    [InlineData("XRPUSDT_spot_30m")]
    public void TheQuantileThatNewMarketsStartWith_IsAboveThatOfKnownOnes(string name)
    {
        var series = SourceTree.Recorded(name);
        var forecaster = Fed(series, ShippedModels, new ServingTerms());
        var reading = forecaster.Read();
        Assert.True(forecaster.Days.Count >= 1_000);
        Assert.InRange(Math.Max(reading.QuantileLong, reading.QuantileShort), 1.5, new ServingTerms().PriorQuantile);
    }
}
