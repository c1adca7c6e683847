using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Breakers;

/// <summary>What each trigger sees, in numbers computed by hand.</summary>
public sealed class BreakerReadingTests
{
    private static readonly BreakerPolicy Policy = new();

    private static readonly BreakerObservation Observation = new() { DailyVolatility = R("0.04"), PriceMaxAgeSeconds = 60 };

    [Fact]
    public void ForecastScaledBands_AreMultiplesOfSigmaOverTheWindow()
    {
        var reading = Read(After((0, "100"), (60, "95")), BreakerTrigger.VolatilityBand, 3_600);

        // 0.04 × √(1/24) = 0.0081650: times 6, 8 and 12.
        Assert.Equal(new BreakerThresholds(R("0.04899"), R("0.06532"), R("0.09798")), reading.Thresholds);
        Assert.Equal((R("0.05"), (Price?)P("100")), (reading.Observed, reading.ReferencePrice));
        Assert.Equal(BreakerLevel.Guarded, reading.Thresholds.LevelOf(reading.Observed));

        // 0.04 × √(300/86400) = 0.0023570: times 8, 12 and 20.
        Assert.Equal(new BreakerThresholds(R("0.018856"), R("0.028284"), R("0.04714")), Read(After((0, "100")), BreakerTrigger.VolatilityBand, 300).Thresholds);
    }

    [Fact]
    public void AbsoluteBands_SeeRises_FromTheLow()
    {
        var reading = Read(After((0, "100"), (10, "80"), (20, "92")), BreakerTrigger.AbsoluteBand, 3_600);
        Assert.Equal((R("0.15"), (Price?)P("80"), BreakerLevel.Halted), (reading.Observed, reading.ReferencePrice, reading.Thresholds.LevelOf(reading.Observed))); // 12/80; the fall from 100 is 0.08
    }

    [Fact]
    public void AWindow_ForgetsWhatIsOlder()
    {
        Assert.Equal(R("0.1"), Read(After((0, "100"), (300, "90")), BreakerTrigger.AbsoluteBand, 300).Observed);
        Assert.Equal(R("0"), Read(After((0, "100"), (306, "90")), BreakerTrigger.AbsoluteBand, 300).Observed); // slices of 5 s
        Assert.Equal(R("0.1"), Read(After((0, "100"), (306, "90")), BreakerTrigger.AbsoluteBand, 3_600).Observed);
    }

    [Fact]
    public void Drawdown_IsFromTheHighOfTheDay_HoweverSlow()
    {
        var slide = After([.. Enumerable.Range(0, 24).Select(hour => (hour * 3_600, $"{100 - hour}"))]);
        Assert.Equal(BreakerLevel.Normal, Read(slide, BreakerTrigger.AbsoluteBand, 3_600).Thresholds.LevelOf(Read(slide, BreakerTrigger.AbsoluteBand, 3_600).Observed));
        var reading = Read(slide, BreakerTrigger.Drawdown, 86_400);
        Assert.Equal((R("0.23"), BreakerLevel.Guarded), (reading.Observed, Policy.Drawdown.LevelOf(reading.Observed)));
        Assert.Equal(R("0"), Read(After((0, "100"), (10, "200")), BreakerTrigger.Drawdown, 86_400).Observed); // a rise is none
    }

    [Fact]
    public void StalePrice_IsAgeOverTheLargestAge()
    {
        var breaker = After((0, "100"));
        Assert.Equal(R("0.75"), Observation.ReadingsOf(Policy, breaker, Start.AddSeconds(45)).Single(reading => reading.Trigger == BreakerTrigger.StalePrice).Observed);
        Assert.Equal(R("0"), Observation.ReadingsOf(Policy, breaker, Start.AddSeconds(-2)).Single(reading => reading.Trigger == BreakerTrigger.StalePrice).Observed);
    }

    [Fact]
    public void WhatIsGiven_IsRead_AndWhatIsNot_IsNot()
    {
        var given = Observation with { Confidence = R("0.45"), LiquidationVolume = R("1.2"), PoolDepletion = R("0.5"), ForecastJump = R("0.6") };
        var readings = given.ReadingsOf(Policy, MarketBreaker.StartingAt(Start), Start);
        Assert.Equal(
            [
                (BreakerTrigger.OracleDoubt, R("0.55"), BreakerLevel.ReduceOnly),
                (BreakerTrigger.LiquidationVolume, R("1.2"), BreakerLevel.ReduceOnly),
                (BreakerTrigger.PoolDepletion, R("0.5"), BreakerLevel.Halted),
                (BreakerTrigger.ForecastJump, R("0.6"), BreakerLevel.Guarded),
            ],
            readings.Select(reading => (reading.Trigger, reading.Observed, reading.Thresholds.LevelOf(reading.Observed))));
        Assert.Empty(Observation.ReadingsOf(Policy, MarketBreaker.StartingAt(Start), Start));
    }

    [Fact]
    public void AHalt_TakesANewReference_WhenItBeginsAndWhenItEnds()
    {
        var halted = After((0, "100"), (10, "80")).Move(Policy, new(BreakerLevel.Normal, BreakerLevel.Halted, BreakerTrigger.AbsoluteBand), Start.AddSeconds(10));
        Assert.Equal((R("0"), R("0")), (Read(halted, BreakerTrigger.AbsoluteBand, 3_600).Observed, Read(halted, BreakerTrigger.Drawdown, 86_400).Observed));
        Assert.Equal(Start.AddSeconds(10), halted.State.LiquidationDeferredSince);

        var later = halted.Observe(Policy, Start.AddSeconds(70), P("72"), null, 60);
        Assert.Equal(R("0.1"), Read(later, BreakerTrigger.AbsoluteBand, 3_600).Observed);
        Assert.Equal(Start.AddSeconds(10), later.State.LiquidationDeferredSince);
        var ended = later.Move(Policy, new(BreakerLevel.Halted, BreakerLevel.ReduceOnly, BreakerTrigger.MaximumHalt), Start.AddSeconds(80)).Observe(Policy, Start.AddSeconds(70), P("72"), null, 60);
        Assert.Equal(R("0"), Read(ended, BreakerTrigger.AbsoluteBand, 3_600).Observed);
        Assert.Null(ended.State.LiquidationDeferredSince);
    }

    [Fact]
    public void Liquidation_IsPutOff_WithoutABreak_FromTheFirstReasonOn()
    {
        var breaker = After((0, "100")).Observe(Policy, Start.AddSeconds(100), P("100"), R("0.5"), 60);
        Assert.Equal(Start.AddSeconds(60), breaker.State.LiquidationDeferredSince); // stale first, doubted since
        Assert.Null(breaker.Observe(Policy, Start.AddSeconds(101), P("100"), R("0.51"), 60).State.LiquidationDeferredSince);
    }

    private static MarketBreaker After(params (int Seconds, string Price)[] prices) =>
        prices.Aggregate(MarketBreaker.StartingAt(Start), (breaker, next) => breaker.Observe(Policy, Start.AddSeconds(next.Seconds), P(next.Price), null, 60));

    private static BreakerReading Read(MarketBreaker breaker, BreakerTrigger trigger, int seconds) =>
        Observation.ReadingsOf(Policy, breaker, breaker.ObservedAt!.Value).Single(reading => reading.Trigger == trigger && reading.WindowSeconds == seconds);
}
