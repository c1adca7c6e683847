using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>A market whose breaker moves: what is journaled, which trades pass, what funding counts.</summary>
public sealed class BreakerTests
{
    private static readonly MarketParameters Parameters = new() { Breaker = new(), PriceMaxAgeSeconds = 86_400, PriceBand = R("1") };

    private readonly MarketBuilder _market = MarketBuilder.Trading(Parameters);
    private int _commands;

    private BreakerState State => _market.Ledger.Snapshot!.Breaker!;

    [Fact]
    public void ACrash_Halts_AndSaysWhy()
    {
        Assert.Equal(BreakerLevel.Normal, State.Level);
        _market.Report("80");
        Assert.Equal([typeof(SnapshotPublished), typeof(BreakerMoved), typeof(SnapshotPublished)], _market.Journal.TakeLast(3).Select(e => e.GetType()));

        // 0.2 against 20 × 0.04 × √(300/86400): further beyond its limit than any other trigger that halts.
        var expected = new BreakerTransition(BreakerLevel.Normal, BreakerLevel.Halted, BreakerTrigger.VolatilityBand, R("0.2"), R("0.04714"), 300, P("100"), P("80"));
        Assert.Equal(expected, ((BreakerMoved)_market.Journal[^2]).Transition);
        Assert.Equal((BreakerLevel.Halted, _market.Now, expected), (State.Level, State.Since, State.Cause!));
        Expect.Refused(_market.Admit(_market.Trade(price: "80")), RefusalCode.MarketHalted, "btc", available: "0.2", limit: "0.04714");
    }

    [Fact]
    public void AMarketWithoutBreaker_IsAsBefore()
    {
        var market = MarketBuilder.Trading().Report("50");
        Assert.Null(market.Ledger.Breaker);
        Assert.Null(market.Ledger.Snapshot!.Breaker);
        Assert.IsType<SnapshotPublished>(market.Journal[^1]);
        Assert.IsNotType<BreakerMoved>(market.Journal[^2]);
        Assert.True(market.Ledger.Snapshot.MayLiquidateAt(market.Now.AddDays(1)));
    }

    [Theory]
    [InlineData("4.9", true)]
    [InlineData("5", true)]
    [InlineData("10", true)] // turned round, as large as before
    [InlineData("10.1", false)]
    public void ReduceOnly_PassesWhatLeavesNeitherPositionLarger(string quantity, bool passes)
    {
        _market.Clear(_market.Trade("5"));
        Set(BreakerLevel.ReduceOnly);
        var admission = _market.Admit(_market.Trade(quantity, buyer: Bob, seller: Alice));
        if (passes) Assert.NotNull(admission.InFlight);
        else Expect.Refused(admission, RefusalCode.MarketReduceOnly, "bob", "a trade that leaves the position no larger", "-5");
    }

    [Fact]
    public void ReduceOnly_RefusesForEitherSide()
    {
        _market.Clear(_market.Trade("5"));
        Set(BreakerLevel.ReduceOnly);
        Expect.Refused(_market.Admit(_market.Trade("1")), RefusalCode.MarketReduceOnly, "alice", "a trade that leaves the position no larger", "5");
        Expect.Refused(_market.Admit(_market.Trade("1", buyer: Carol, seller: Alice)), RefusalCode.MarketReduceOnly, "carol", "a trade that leaves the position no larger", "0");
        Expect.Refused(_market.Admit(_market.Trade("1", buyer: Bob, seller: Carol)), RefusalCode.MarketReduceOnly, "carol", "a trade that leaves the position no larger", "0");
    }

    [Fact]
    public void ReduceOnly_CountsWhatIsInFlight()
    {
        _market.Clear(_market.Trade("5"));
        Set(BreakerLevel.ReduceOnly);
        _market.Begin(_market.Trade("3", buyer: Bob, seller: Alice));
        Assert.NotNull(_market.Admit(_market.Trade("4", buyer: Bob, seller: Alice)).InFlight); // from 5, or from 2 to -2
        Expect.Refused(_market.Admit(_market.Trade("4.1", buyer: Bob, seller: Alice)), RefusalCode.MarketReduceOnly, "bob", "a trade that leaves the position no larger", "-5");
    }

    [Fact]
    public void AMoveWhileATradeIsInFlight_IsSeenBeforeNovation()
    {
        var (opening, other) = (_market.Begin(_market.Trade("5")), _market.Begin(_market.Trade("1")));
        _market.Finish(opening);
        Set(BreakerLevel.ReduceOnly);
        Expect.Refused(TradeDecider.Novate(_market.Ledger, other, _market.Now), RefusalCode.MarketReduceOnly, "alice", "a trade that leaves the position no larger", "5");
        var closing = _market.Begin(_market.Trade("2", buyer: Bob, seller: Alice));
        Assert.Null(TradeDecider.Novate(_market.Ledger, closing, _market.Now).Refusal);
        Set(BreakerLevel.Halted);
        Expect.Refused(TradeDecider.Novate(_market.Ledger, closing, _market.Now), RefusalCode.MarketHalted, "btc");
    }

    [Fact]
    public void Reopening_GoesByStepsOfTime()
    {
        _market.Report("80");
        var halted = _market.Now;
        Assert.Empty(Lapse(halted.AddSeconds(299)).Events);
        Assert.Equal(BreakerLevel.ReduceOnly, Lapsed(halted.AddSeconds(300)));
        Assert.Empty(Lapse(halted.AddSeconds(899)).Events);
        Assert.Equal(BreakerLevel.Guarded, Lapsed(halted.AddSeconds(900)));
        Assert.Empty(Lapse(halted.AddSeconds(2_699)).Events);
        Assert.Equal(BreakerLevel.Normal, Lapsed(halted.AddSeconds(2_700)));
        Assert.Equal([3, 2, 1, 0], _market.Journal.OfType<BreakerMoved>().Select(moved => (int)moved.Transition.To));
    }

    [Fact]
    public void PricesThatGoOnFalling_HoldTheHalt_UpToItsMaximum()
    {
        _market.Report("80");
        var halted = _market.Now;
        for (var minute = 1; minute < 60; minute++)
        {
            _market.Now = halted.AddMinutes(minute);
            _market.Report($"{80 - minute}");
            Assert.Equal(BreakerLevel.Halted, State.Level);
        }

        _market.Now = halted.AddHours(1);
        _market.Report("20");
        Assert.Equal((BreakerLevel.ReduceOnly, BreakerTrigger.MaximumHalt), (State.Level, State.Cause!.Trigger));
        _market.Report("10");
        Assert.Equal(BreakerLevel.ReduceOnly, State.Level); // barred
        _market.Now = _market.Now.AddSeconds(1_800);
        _market.Report("5");
        Assert.Equal(BreakerLevel.Halted, State.Level);
    }

    [Fact]
    public void AManualHalt_Expires()
    {
        var at = _market.Now;
        Set(BreakerLevel.Halted, 400);
        Assert.Equal((BreakerLevel.Halted, "why"), (State.Level, State.Demand!.Reason));
        Assert.Empty(Lapse(at.AddSeconds(399)).Events);
        Assert.Equal(BreakerLevel.ReduceOnly, Lapsed(at.AddSeconds(400)));
        Assert.Null(State.Demand);
    }

    [Fact]
    public void AManualHalt_CanBeWithdrawn_AndComesDownByItsSteps()
    {
        var at = _market.Now;
        Set(BreakerLevel.Halted, 3_600);
        _market.Now = at.AddSeconds(310);
        Set(BreakerLevel.Normal);
        Assert.Equal((BreakerLevel.ReduceOnly, (BreakerDemand?)null), (State.Level, State.Demand));
    }

    [Fact]
    public void APriceThatGoesStale_LetsOnlyReductionsPass_AndPutsLiquidationOff()
    {
        var market = MarketBuilder.Trading(new() { Breaker = new() });
        var at = market.Now;
        Assert.Empty(BreakerDecider.Lapse(market.Ledger, at.AddSeconds(59)).Events);
        market.Do(BreakerDecider.Lapse(market.Ledger, at.AddSeconds(60)));
        var snapshot = market.Ledger.Snapshot!;
        Assert.Equal((BreakerLevel.ReduceOnly, BreakerTrigger.StalePrice, R("1")), (snapshot.Breaker!.Level, snapshot.Breaker.Cause!.Trigger, snapshot.Breaker.Cause.Observed));
        Assert.True(snapshot.MayLiquidateAt(at.AddSeconds(60)));
        Assert.False(snapshot.MayLiquidateAt(at.AddSeconds(61)));
        Assert.True(snapshot.MayLiquidateAt(at.AddSeconds(960)));
    }

    [Fact]
    public void Set_WhatIsNotPossible_IsRefused()
    {
        Expect.Refused(Decide(MarketBuilder.Unopened(), BreakerLevel.Guarded, 60), RefusalCode.MarketUnknown, "btc");
        Expect.Refused(Decide(MarketBuilder.Trading(), BreakerLevel.Guarded, 60), RefusalCode.BreakerNotConfigured, "btc");
        Expect.Refused(Decide(_market, (BreakerLevel)9, 60), RefusalCode.RequestInvalid, "level");
        Expect.Refused(Decide(_market, BreakerLevel.Guarded, 60, " "), RefusalCode.RequestInvalid, "reason");
        var now = _market.Now;
        Expect.Refused(Decide(_market, BreakerLevel.Guarded, 0), RefusalCode.RequestInvalid, "expiresAt", $"after {now:O}", $"{now:O}", $"{now.AddDays(1):O}");
        Expect.Refused(Decide(_market, BreakerLevel.Guarded, null), RefusalCode.RequestInvalid, "expiresAt", $"after {now:O}", null, $"{now.AddDays(1):O}");
        Expect.Refused(Decide(_market, BreakerLevel.Halted, 3_601), RefusalCode.RequestInvalid, "expiresAt", $"after {now:O}", $"{now.AddSeconds(3_601):O}", $"{now.AddHours(1):O}");
    }

    [Fact]
    public void Set_TheSameAgain_HappensOnce()
    {
        var command = new SetBreaker(Header("once", 1_000), BreakerLevel.Guarded, "why", _market.Now.AddHours(1));
        _market.Do(BreakerDecider.Decide(_market.Ledger, command, _market.Now));
        var sequence = _market.Ledger.Sequence - 2; // set, moved, published
        Expect.Exists(BreakerDecider.Decide(_market.Ledger, command, _market.Now), CommandStatus.Exists, sequence);
    }

    [Fact]
    public void Set_BeforeTheFirstPrice_Holds()
    {
        var market = MarketBuilder.Open(Parameters).List(Terms.Perpetual());
        market.Do(Decide(market, BreakerLevel.ReduceOnly, 3_600));
        market.Report("100");
        Assert.Equal(BreakerLevel.ReduceOnly, market.Ledger.Snapshot!.Breaker!.Level);
    }

    [Fact]
    public void HaltedTime_DoesNotCountForFunding()
    {
        var market = MarketBuilder.Trading(Parameters with { Funding = new() { IntervalSeconds = 86_400 } });
        var at = market.Now;
        Report(99, "100");
        Report(100, "80"); // halted
        Report(390, "80");
        Report(400, "80"); // reopens
        Report(1_000, "80");
        Assert.Equal(TimeSpan.FromSeconds(700), market.Ledger.Contracts[0].Funding!.Counted);

        void Report(int seconds, string price)
        {
            market.Now = at.AddSeconds(seconds - 1);
            market.Report(price);
        }
    }

    [Fact]
    public void TakingTheBreakerAway_OpensTheMarket()
    {
        _market.Report("80");
        _market.Configure(Parameters with { Breaker = null });
        Assert.Null(_market.Ledger.Snapshot!.Breaker);
        Assert.NotNull(_market.Admit(_market.Trade(price: "80")).InFlight);
        Assert.Empty(Lapse(_market.Now.AddDays(1)).Events);
    }

    [Fact]
    public void Moves_ThatNoDeciderWrote_AreCorrupt() => Expect.Corrupt(
        () => _market.Append(new BreakerMoved(new(BreakerLevel.Halted, BreakerLevel.ReduceOnly, BreakerTrigger.Calm)) { At = _market.Now }),
        "a breaker moves from a level where it does not stand");

    [Fact]
    public void Replay_GivesTheSameState_AlsoFromASnapshotHalfWay() => Gen.Select(Gen.Int[1, 900], Gen.Int[60, 140], Gen.Int[0, 9]).Array[1, 40].Sample(steps =>
    {
        var (market, half, commands) = (MarketBuilder.Trading(Parameters with { Funding = new() }), (State: Array.Empty<byte>(), Sequence: 0L), 0);
        for (var i = 0; i < steps.Length; i++)
        {
            var (seconds, price, kind) = steps[i];
            market.Now = market.Now.AddSeconds(seconds);
            if (kind == 0) market.Do(BreakerDecider.Decide(market.Ledger, new(Header($"s{++commands}", 1_000 + i), (BreakerLevel)(price % 4), "why", market.Now.AddSeconds(900)), market.Now));
            else if (kind == 1) foreach (var e in BreakerDecider.Lapse(market.Ledger, market.Now).Events) market.Append(e);
            else market.Report($"{price}");
            if (i == steps.Length / 2) half = (CanonicalEncoding.Encode(market.Ledger.ToState(null)), market.Ledger.Sequence);
        }

        var expected = CanonicalEncoding.Encode(market.Ledger.ToState(null));
        var (replayed, resumed) = (new MarketLedger(Btc), MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(half.State)));
        for (var i = 0; i < market.Journal.Count; i++)
        {
            replayed.Apply(i + 1, market.Journal[i]);
            if (i + 1 > half.Sequence) resumed.Apply(i + 1, market.Journal[i]);
        }

        Assert.Equal(expected, CanonicalEncoding.Encode(replayed.ToState(null)));
        Assert.Equal(expected, CanonicalEncoding.Encode(resumed.ToState(null)));
    });

    private BreakerLevel Lapsed(DateTimeOffset at)
    {
        _market.Do(Lapse(at));
        return State.Level;
    }

    private Decision<MarketEvent> Lapse(DateTimeOffset at) => BreakerDecider.Lapse(_market.Ledger, at);

    private void Set(BreakerLevel level, int seconds = 600) => _market.Do(Decide(_market, level, seconds));

    private Decision<MarketEvent> Decide(MarketBuilder market, BreakerLevel level, int? seconds, string reason = "why")
    {
        var header = Header($"set-{++_commands}", 10_000 + _commands);
        return BreakerDecider.Decide(market.Ledger, new SetBreaker(header, level, reason, seconds is { } after ? market.Now.AddSeconds(after) : null), market.Now);
    }
}
