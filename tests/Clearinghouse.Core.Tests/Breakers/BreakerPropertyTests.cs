using System.Collections.Immutable;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Breakers;

/// <summary>What holds on any path of prices, doubts and demands.</summary>
public sealed class BreakerPropertyTests
{
    private static readonly BreakerPolicy Policy = new() { HaltDwellSeconds = 60, ReduceOnlyDwellSeconds = 90, GuardedDwellSeconds = 120, MaxHaltSeconds = 300, HaltPauseSeconds = 150 };

    /// <summary>Seconds that pass, percent by which the price moves, percent of doubt, and a level demanded for five minutes (4: none).</summary>
    private static readonly Gen<(int Seconds, int Percent, int Doubt, int Demand)[]> Path = Gen.Select(
        Gen.Int[1, 100],
        Gen.Frequency((6, Gen.Int[-1, 1]), (1, Gen.Int[-20, 20])),
        Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[0, 100])),
        Gen.Frequency((12, Gen.Const(4)), (1, Gen.Int[0, 3]))).Array[1, 150];

    [Fact]
    public void Breaker_ComesDownStepByStep_AfterItsDwell_AndNoHaltOutstaysItsMaximum() => Path.Sample(path =>
    {
        foreach (var (before, move, at) in Walk(path))
        {
            if (move is null)
            {
                Assert.False(before.State.Level == BreakerLevel.Halted && at - before.State.Since >= TimeSpan.FromSeconds(Policy.MaxHaltSeconds));
                continue;
            }

            Assert.Equal(before.State.Level, move.From);
            Assert.NotEqual(move.From, move.To);
            if (move.To > move.From)
            {
                Assert.True(move.Trigger < BreakerTrigger.Calm);
                Assert.True(move.Trigger == BreakerTrigger.Manual ? move.Reason is not null : move.Observed >= move.Limit);
                Assert.False(move.To == BreakerLevel.Halted && at < before.State.HaltBarredUntil);
                continue;
            }

            Assert.Equal(move.From - 1, move.To);
            Assert.True(at - before.State.Since >= Policy.DwellOf(move.From));
            Assert.True(move.Trigger == BreakerTrigger.MaximumHalt || (move.Trigger == BreakerTrigger.Calm && move.Observed <= move.Limit));
        }
    });

    [Fact]
    public void Breaker_StandsAtLeastWhereATriggerOrADemandAsks() => Path.Sample(path =>
    {
        foreach (var (before, move, at) in Walk(path))
        {
            var level = move?.To ?? before.State.Level;
            if (move?.Trigger == BreakerTrigger.MaximumHalt || at < before.State.HaltBarredUntil) continue;
            Assert.All(Readings(before, before.State.Level, at), reading => Assert.True(reading.Thresholds.LevelOf(reading.Observed) <= level));
            if (before.State.Demand is { } demand && at < demand.ExpiresAt) Assert.True(level >= demand.Level);
        }
    });

    [Fact]
    public void NoiseAroundAThreshold_MovesItOnce() => Gen.Int[71_000, 140_000].Array[10, 300].Sample(doubts =>
    {
        var (breaker, moves) = (MarketBreaker.StartingAt(Start), 0);
        for (var i = 0; i < doubts.Length; i++)
        {
            var (at, confidence) = (Start.AddMinutes(i), Ratio.One - Ratio.FromPpm(doubts[i])); // guarded from 0.1 on, held above 0.07
            breaker = breaker.Observe(Policy, at, P("100"), confidence, 60);
            if (BreakerMachine.Decide(Policy, breaker.State, Observe(confidence).ReadingsOf(Policy, breaker, at), at) is not { } move) continue;
            breaker = breaker.Move(Policy, move, at);
            moves++;
        }

        Assert.Equal(doubts.Any(doubt => doubt >= 100_000) ? 1 : 0, moves);
    });

    [Fact]
    public void AWindow_SeesEveryPriceInIt_AndNoneMuchOlder_InBoundedMemory() => Gen.Select(Gen.Int[0, 400], Gen.Long[1, 1_000_000]).Array[1, 300].Sample(steps =>
    {
        var (window, at, prices) = (new PriceWindow { Seconds = 600 }, Start, new List<(DateTimeOffset At, long Raw)>());
        foreach (var (seconds, raw) in steps)
        {
            at = at.AddSeconds(seconds / 4.0);
            window = window.With(at, Price.FromRaw(raw));
            prices.Add((at, raw));
            var high = window.FallTo(Price.FromRaw(0)).From.Raw;
            Assert.True(high >= prices.Where(price => price.At >= at.AddSeconds(-600)).Max(price => price.Raw));
            Assert.True(high <= prices.Where(price => price.At >= at.AddSeconds(-610)).Max(price => price.Raw));
            Assert.InRange(window.Buckets.Length, 1, 61);
        }
    });

    private static IEnumerable<(MarketBreaker Before, BreakerTransition? Move, DateTimeOffset At)> Walk((int Seconds, int Percent, int Doubt, int Demand)[] path)
    {
        var (breaker, at, price) = (MarketBreaker.StartingAt(Start), Start, 1_000_000.0);
        foreach (var (seconds, percent, doubt, demand) in path)
        {
            (at, price) = (at.AddSeconds(seconds), Math.Clamp(price * (1 + (percent / 100.0)), 1_000, 1e9));
            var confidence = Ratio.One - Ratio.FromPpm(doubt * 10_000L);
            breaker = breaker.Observe(Policy, at, Price.FromRaw((long)price * 1_000), confidence, 60);
            if (demand < 4) breaker = breaker.Demand(demand == 0 ? null : new BreakerDemand((BreakerLevel)demand, "why", at.AddSeconds(300)));
            var move = BreakerMachine.Decide(Policy, breaker.State, Observe(confidence).ReadingsOf(Policy, breaker, at), at);
            yield return (breaker with { Windows = breaker.Windows }, move, at);
            if (move is not null) breaker = breaker.Move(Policy, move, at);
        }
    }

    private static ImmutableArray<BreakerReading> Readings(MarketBreaker breaker, BreakerLevel level, DateTimeOffset at) =>
        level == BreakerLevel.Halted ? [] : Observe(null).ReadingsOf(Policy, breaker, at);

    private static BreakerObservation Observe(Ratio? confidence) => new() { DailyVolatility = R("0.04"), PriceMaxAgeSeconds = 60, Confidence = confidence };
}
