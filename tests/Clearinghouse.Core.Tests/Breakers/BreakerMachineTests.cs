using System.Collections.Immutable;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Breakers;

/// <summary>The machine by itself, on readings written by hand.</summary>
public sealed class BreakerMachineTests
{
    private static readonly BreakerPolicy Policy = new();

    private static readonly BreakerThresholds Bands = new(R("0.06"), R("0.1"), R("0.15"));

    [Theory]
    [InlineData("0.059999", BreakerLevel.Normal, null)]
    [InlineData("0.06", BreakerLevel.Guarded, "0.06")]
    [InlineData("0.1", BreakerLevel.ReduceOnly, "0.1")]
    [InlineData("0.149999", BreakerLevel.ReduceOnly, "0.1")]
    [InlineData("0.15", BreakerLevel.Halted, "0.15")]
    public void Rises_AtOnce_ToTheLevelReached(string observed, BreakerLevel level, string? limit)
    {
        var move = Decide(BreakerLevel.Normal, 0, Reading(observed));
        Assert.Equal(level == BreakerLevel.Normal ? null : new BreakerTransition(BreakerLevel.Normal, level, BreakerTrigger.AbsoluteBand, R(observed), R(limit!), 3_600, P("100")), move);
    }

    [Fact]
    public void OfSeveralTriggers_TheHighestLevelBinds_AndThenTheFurthestBeyond()
    {
        var doubt = new BreakerReading(BreakerTrigger.OracleDoubt, R("0.9"), new(R("0.1"), R("0.5")));
        Assert.Equal(BreakerTrigger.OracleDoubt, Decide(BreakerLevel.Normal, 0, Reading("0.14"), doubt)!.Trigger); // 1.8 of its limit against 1.4
        Assert.Equal(BreakerTrigger.AbsoluteBand, Decide(BreakerLevel.Normal, 0, doubt, Reading("0.15"))!.Trigger);
    }

    [Theory]
    [InlineData(BreakerLevel.Halted, 300)]
    [InlineData(BreakerLevel.ReduceOnly, 600)]
    [InlineData(BreakerLevel.Guarded, 1_800)]
    public void Falls_OneLevel_AfterItsDwell(BreakerLevel level, int dwell)
    {
        Assert.Null(Decide(level, dwell - 1, Reading("0")));
        var move = Decide(level, dwell, Reading("0.01"))!;
        Assert.Equal((level, level - 1, BreakerTrigger.Calm), (move.From, move.To, move.Trigger));
    }

    [Theory]
    [InlineData(BreakerLevel.Halted, "0.105")] // 0.7 × 0.15
    [InlineData(BreakerLevel.ReduceOnly, "0.07")] // 0.7 × 0.1
    [InlineData(BreakerLevel.Guarded, "0.042")] // 0.7 × 0.06
    public void Falls_OnlyWellBelowTheThreshold(BreakerLevel level, string leave)
    {
        Assert.Null(Decide(level, 3_000, Reading((R(leave) + Ratio.FromPpm(1)).ToString())));
        var move = Decide(level, 3_000, Reading(leave))!;
        Assert.Equal((level - 1, R(leave), R(leave), (int?)3_600), (move.To, move.Observed, move.Limit, move.WindowSeconds));
    }

    [Fact]
    public void ATriggerThatNeverAsksForALevel_HoldsItByTheNextAbove()
    {
        var stale = new BreakerThresholds(null, R("1"));
        Assert.Null(Decide(BreakerLevel.Guarded, 9_999, new BreakerReading(BreakerTrigger.StalePrice, R("0.71"), stale)));
        Assert.NotNull(Decide(BreakerLevel.Guarded, 9_999, new BreakerReading(BreakerTrigger.StalePrice, R("0.7"), stale)));
        Assert.NotNull(Decide(BreakerLevel.Halted, 300, new BreakerReading(BreakerTrigger.StalePrice, R("9"), stale))); // it asks for no halt, so it holds none
    }

    [Fact]
    public void AHalt_StandsNoLongerThanItMay_AndNoneFollowsForAWhile()
    {
        Assert.Null(Decide(BreakerLevel.Halted, 3_599, Reading("0.5")));
        var move = Decide(BreakerLevel.Halted, 3_600, Reading("0.5"))!;
        Assert.Equal(new BreakerTransition(BreakerLevel.Halted, BreakerLevel.ReduceOnly, BreakerTrigger.MaximumHalt, R("1"), R("1")), move);

        var at = Start.AddSeconds(3_600);
        var after = State(BreakerLevel.Halted).After(move, Policy, at);
        Assert.Equal(at.AddSeconds(1_800), after.HaltBarredUntil);
        Assert.Null(BreakerMachine.Decide(Policy, after, [Reading("0.5")], at.AddSeconds(1_799)));
        Assert.Equal(BreakerLevel.Halted, BreakerMachine.Decide(Policy, after, [Reading("0.5")], at.AddSeconds(1_800))!.To);
    }

    [Fact]
    public void WhileHaltsAreBarred_WhatWouldHalt_LetsOnlyReductionsPass()
    {
        var state = State(BreakerLevel.Normal) with { HaltBarredUntil = Start.AddSeconds(10) };
        var move = BreakerMachine.Decide(Policy, state, [Reading("0.5")], Start)!;
        Assert.Equal((BreakerLevel.ReduceOnly, R("0.1")), (move.To, move.Limit));
        Assert.Equal(BreakerLevel.ReduceOnly, BreakerMachine.Decide(Policy, state with { Demand = new(BreakerLevel.Halted, "why", Start.AddHours(1)) }, [], Start)!.To);
    }

    [Fact]
    public void ADemand_IsAFloor_UntilItExpires()
    {
        var state = State(BreakerLevel.Normal) with { Demand = new(BreakerLevel.ReduceOnly, "why", Start.AddSeconds(700)) };
        Assert.Equal(new BreakerTransition(BreakerLevel.Normal, BreakerLevel.ReduceOnly, BreakerTrigger.Manual, Reason: "why"), BreakerMachine.Decide(Policy, state, [Reading("0.06")], Start));
        Assert.Equal(BreakerLevel.Halted, BreakerMachine.Decide(Policy, state, [Reading("0.15")], Start)!.To);

        var reduced = state with { Level = BreakerLevel.ReduceOnly };
        Assert.Null(BreakerMachine.Decide(Policy, reduced, [], Start.AddSeconds(699)));
        var calm = BreakerMachine.Decide(Policy, reduced, [], Start.AddSeconds(700))!;
        Assert.Equal((BreakerLevel.Guarded, BreakerTrigger.Calm), (calm.To, calm.Trigger));
        Assert.Null(reduced.After(calm, Policy, Start.AddSeconds(700)).Demand);
    }

    [Fact]
    public void Liquidation_WaitsForAHaltOrAnUnreliableMark_ButNotForEver()
    {
        var stale = Start.AddHours(1);
        Assert.True(State(BreakerLevel.ReduceOnly).MayLiquidateAt(Policy, stale, Start));
        Assert.False(State(BreakerLevel.ReduceOnly).MayLiquidateAt(Policy, stale, stale.AddSeconds(1)));
        Assert.True(State(BreakerLevel.ReduceOnly).MayLiquidateAt(Policy, stale, stale.AddSeconds(900)));
        var deferred = State(BreakerLevel.Halted) with { LiquidationDeferredSince = Start };
        Assert.False(deferred.MayLiquidateAt(Policy, stale, Start.AddSeconds(899)));
        Assert.True(deferred.MayLiquidateAt(Policy, stale, Start.AddSeconds(900)));
    }

    private static BreakerTransition? Decide(BreakerLevel level, int stoodSeconds, params ImmutableArray<BreakerReading> readings) =>
        BreakerMachine.Decide(Policy, State(level), readings, Start.AddSeconds(stoodSeconds));

    private static BreakerState State(BreakerLevel level) => BreakerState.NormalSince(Start) with { Level = level };

    private static BreakerReading Reading(string observed) => new(BreakerTrigger.AbsoluteBand, R(observed), Bands, 3_600, P("100"));
}
