using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Settlements;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>A market whose oracles fall silent for good, or that is wound down: all is closed at averages of its own marks.</summary>
public sealed class MarketSettlementTests
{
    private static readonly SettlementRule Rule = new() { SilenceSeconds = 7_200, AveragingSeconds = 60, NoticeSeconds = 3_600, ReturnSeconds = 300 };
    private static readonly MarketParameters Parameters = new() { Settlement = Rule };

    [Fact]
    public void Silence_LongEnough_ClosesEveryContractAtTheAverageOfItsMarks()
    {
        var market = MarketBuilder.Trading(Parameters).List(Terms.Option(OptionRight.Call)).Report("100", new ContractMark(Call, P("7")));
        market.Clear(market.Trade("2")).Clear(market.Trade("3", "7", contract: Call, buyer: Carol));
        market.Report("100", new ContractMark(Call, P("7"))).Report("110", new ContractMark(Call, P("9"))).Report("500", new ContractMark(Call, P("99")));
        var last = market.Now;
        Assert.Empty(Lapse(market, last.AddSeconds(7_200).AddTicks(-1)).Events);
        market.Now = last.AddSeconds(7_200);
        market.Do(Lapse(market, market.Now));

        // The perpetual stood at 100 for three seconds and at 110 for one; the option at nothing until its first report, at 7 for two and at 9 for one; the last prices held for nobody knows how long.
        var settled = Assert.Single(market.Journal.OfType<MarketSettled>());
        Assert.Equal([(Perp, P("102.5"), 4), (Call, P("5.75"), 4)], settled.Contracts.Select(contract => (contract.Contract, contract.Price, (int)(contract.CountedTicks / TimeSpan.TicksPerSecond))));
        Assert.Equal((Rule, last, null), (settled.Rule, settled.LastPriceAt, settled.Command));
        Assert.All(market.Ledger.Contracts, contract => Assert.Equal((ContractStatus.Expired, Quantity.Zero), (contract.Status, contract.OpenInterest)));
        Assert.All(market.Ledger.Accounts.Values, account => Assert.All([Perp, Call], contract => Assert.Equal(Quantity.Zero, account.QuantityOf(contract))));
        Assert.Equal((P("102.5"), market.Now), (market.Ledger.Snapshot!.Find(Perp)!.MarkPrice, market.Ledger.Snapshot.SettledAt));

        // Bob held both contracts: his second leg names his first.
        var closings = market.Journal.OfType<PositionsSettled>().ToList();
        var first = market.Journal.IndexOf(closings[0]) + 1;
        Assert.Equal(first, closings[1].Legs.Single(leg => leg.Account == Bob).PreviousSequence);
        Assert.Equal([(Alice, Q("-2")), (Bob, Q("2"))], closings[0].Legs.Select(leg => (leg.Account, leg.Quantity)));
    }

    [Fact]
    public void Settled_TakesNoTrades_AndPricesThatComeBackChangeNothing()
    {
        var market = Settled();
        var state = market.Ledger.FindContract(Perp)!;
        Assert.Equal(RefusalCode.ContractExpired, market.Admit(market.Trade()).Outcome?.Refusal?.Code);
        Assert.Empty(Lapse(market, market.Now.AddDays(9)).Events); // once
        market.Report("42");
        Assert.Equal((P("100"), ContractStatus.Expired, null), (state.SettlementPrice, state.Status, market.Ledger.Snapshot!.SettledAt));
        Assert.Equal(P("100"), market.Ledger.Snapshot.Find(Perp)!.MarkPrice);

        // A new contract trades at the new prices, and is settled when they stop again.
        market.List(Terms.Perpetual("again")).Report("43");
        market.Clear(market.Trade("1", "43", contract: ContractId.Create("again")));
        market.Now = market.Now.AddSeconds(7_200);
        market.Do(Lapse(market, market.Now));
        Assert.Equal(2, market.Journal.OfType<MarketSettled>().Count());
    }

    [Fact]
    public void ListedInASilentMarket_IsNotSettledAtAPriceThatItNeverTradedAt()
    {
        var market = Settled().List(Terms.Perpetual("again"));
        Assert.Empty(Lapse(market, market.Now.AddDays(9)).Events);
        Assert.Equal(RefusalCode.PriceStale, market.Admit(market.Trade(contract: ContractId.Create("again"))).Outcome?.Refusal?.Code);
    }

    [Fact]
    public void TradeInFlight_IsNotNovatedAfterTheSettlement()
    {
        var market = MarketBuilder.Trading(Parameters);
        market.Clear(market.Trade("2"));
        var inFlight = market.Begin(market.Trade("1"));
        market.Now = market.Now.AddSeconds(7_200);
        market.Do(Lapse(market, market.Now));
        Assert.Equal(RefusalCode.ContractExpired, TradeDecider.Novate(market.Ledger, inFlight, market.Now).Refusal?.Code);
    }

    [Fact]
    public void Silence_IsNotHeldAgainstOraclesWhileTheMarketWasAway()
    {
        var market = MarketBuilder.Trading(Parameters);
        var woken = market.Now.AddDays(3);
        Assert.Empty(Lapse(market, woken.AddSeconds(299), awakeSince: woken).Events);
        Assert.NotEmpty(Lapse(market, woken.AddSeconds(300), awakeSince: woken).Events);
    }

    [Fact]
    public void Silence_OfBeforeTheRule_DoesNotCount_AndTheRuleIsFixedOnceItIs()
    {
        var market = MarketBuilder.Trading();
        market.Clear(market.Trade("2"));
        market.Now = market.Now.AddDays(2);
        market.Configure(Parameters); // better late than never
        Assert.Empty(Lapse(market, market.Now.AddSeconds(7_199)).Events);
        var changed = new ConfigureMarket(Header("x", 99), Pool, new MarketParameters { Settlement = Rule with { AveragingSeconds = 120 } });
        Expect.Refused(MarketDecider.Decide(market.Ledger, changed, market.Now.AddSeconds(1)), RefusalCode.SettlementRuleFixed, "btc", available: $"{Start.AddSeconds(1):O}");
        Assert.NotEmpty(Lapse(market, market.Now.AddSeconds(7_200)).Events);
        market.Report("100");
        Assert.Equal(CommandStatus.Created, MarketDecider.Decide(market.Ledger, changed, market.Now).Status);
    }

    [Fact]
    public void Command_BeforeItsTime_IsRefusedWithTheNumbers()
    {
        Expect.Refused(Settle(MarketBuilder.Unopened()), RefusalCode.MarketUnknown, "btc");
        Expect.Refused(Settle(MarketBuilder.Trading()), RefusalCode.SettlementNotConfigured, "btc");
        Expect.Refused(Settle(MarketBuilder.Open(Parameters).List(Terms.Perpetual())), RefusalCode.PriceUnknown, "btc");
        var market = MarketBuilder.Trading(Parameters);
        Expect.Refused(
            Settle(market), RefusalCode.SettlementNotDue, "btc", required: $"{market.Now.AddSeconds(7_200):O}", available: $"{market.Now:O}", limit: "7200 s");
        Expect.Refused(Settle(market, reason: " "), RefusalCode.RequestInvalid, "reason");
        Expect.Refused(Settle(market, at: market.Now.AddSeconds(3_599)), RefusalCode.SettlementNoticeShort, "btc", $"{market.Now.AddSeconds(3_600):O}", $"{market.Now.AddSeconds(3_599):O}", "3600 s");
        Expect.Refused(Settle(market, at: market.Now.AddDays(400)), RefusalCode.RequestInvalid, "settleAt");

        market.Now = market.Now.AddSeconds(7_200);
        market.Do(Settle(market));
        Expect.Exists(Settle(market), CommandStatus.Exists, market.Journal.FindIndex(e => e is MarketSettled) + 1);
        Expect.Refused(Settle(market, id: "again"), RefusalCode.NothingToSettle, "btc", available: $"{market.Now:O}");
    }

    [Fact]
    public void WindDown_WithNotice_SettlesAtTheAverageUpToTheAnnouncedTime()
    {
        var market = MarketBuilder.Trading(Parameters);
        market.Clear(market.Trade("2"));
        var at = market.Now.AddSeconds(3_610);
        market.Do(Settle(market, at: at));
        Expect.Exists(Settle(market, at: at), CommandStatus.Exists, market.Ledger.Sequence);
        Expect.Refused(Settle(market, at: at.AddDays(1), id: "later"), RefusalCode.SettlementAlreadyAnnounced, "btc", limit: $"{at:O}");
        Expect.Refused(
            MarketDecider.Decide(market.Ledger, new ConfigureMarket(Header("x", 99), Pool, new MarketParameters()), market.Now), RefusalCode.SettlementRuleFixed, "btc", available: $"{at:O}");
        market.Clear(market.Trade("1")); // trading goes on until then

        market.Now = at.AddSeconds(-31);
        market.Report("120"); // holds for 20 seconds
        market.Now = at.AddSeconds(-11);
        market.Report("90"); // holds for the last 10
        Assert.Empty(Lapse(market, at.AddTicks(-1)).Events);
        market.Now = at.AddSeconds(2);
        market.Report("5000"); // after the announced time: counts no more
        market.Do(Lapse(market, market.Now));
        var settled = Assert.Single(market.Journal.OfType<MarketSettled>());
        Assert.Equal((P("110"), at, 30 * TimeSpan.TicksPerSecond), (settled.Contracts[0].Price, settled.Contracts[0].Until, settled.Contracts[0].CountedTicks));
        Assert.Equal(at, settled.Command?.SettleAt);
        Assert.Null(market.Ledger.Settlement?.Announced);
    }

    [Fact]
    public void WindDown_OfAMarketThatFellSilentBefore_SettlesAtTheAverageBeforeTheLastPrice()
    {
        var market = MarketBuilder.Trading(Parameters with { Settlement = Rule with { SilenceSeconds = 86_400 } });
        market.Clear(market.Trade("2")).Report("102").Report("1");
        var at = market.Now.AddSeconds(3_600);
        market.Do(Settle(market, at: at));
        market.Do(Lapse(market, at));
        Assert.Equal(P("101"), Assert.Single(market.Journal.OfType<MarketSettled>()).Contracts[0].Price);
    }

    [Fact]
    public void Settlement_AtAnotherPriceThanTheRules_IsCorrupt()
    {
        var market = MarketBuilder.Trading(Parameters);
        market.Clear(market.Trade("2"));
        var due = market.Now.AddSeconds(7_200);
        var decided = (MarketSettled)Lapse(market, due).Events[0];
        Expect.Corrupt(() => market.Append(decided with { Contracts = [decided.Contracts[0] with { Price = P("101") }] }), "not settled by its rule");
        market = MarketBuilder.Trading(Parameters);
        Expect.Corrupt(() => market.Append(decided with { At = due.AddTicks(-1) }), "not settled by its rule");
    }

    [Fact]
    public void Legs_SumToZero_AndARestoredLedgerSettlesTheSame() => Gen.Select(Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[1, 9], Gen.Int[80, 120]).Array[1, 25], Gen.Int[0, 24]).Sample((steps, cut) =>
    {
        var market = MarketBuilder.Trading(Parameters).List(Terms.Perpetual("second"));
        MarketLedger? restored = null;
        for (var i = 0; i < steps.Length; i++)
        {
            var (buyer, seller, lots, price) = steps[i];
            market.Report($"{price}");
            if (buyer != seller) market.Clear(market.Trade($"{lots}", $"{price}", AccountId.Create($"a{buyer}"), AccountId.Create($"a{seller}"), lots % 2 == 0 ? Perp : ContractId.Create("second")));
            if (i == cut % steps.Length) restored = MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(CanonicalEncoding.Encode(market.Ledger.ToState(null))));
        }

        foreach (var e in market.Journal.Skip((int)restored!.Sequence)) restored.Apply(restored.Sequence + 1, e);
        var due = market.Now.AddSeconds(7_200);
        var (here, there) = (Lapse(market, due).Events, SettlementDecider.Lapse(restored, Start, due).Events);
        Assert.Equal(here.Select(CanonicalEncoding.Encode), there.Select(CanonicalEncoding.Encode));
        foreach (var legs in here.OfType<PositionsSettled>().GroupBy(e => e.Contract))
            Assert.Equal(Quantity.Zero, legs.SelectMany(e => e.Legs).Aggregate(Quantity.Zero, (sum, leg) => sum + leg.Quantity));
        market.Now = due;
        market.Do(Lapse(market, due));
        Assert.All(market.Ledger.Accounts.Values, account => Assert.All(market.Ledger.Contracts, contract => Assert.True(account.QuantityOf(contract.Contract.Id).IsZero)));
        Assert.All(((MarketSettled)here[0]).Contracts, contract => Assert.True(contract.Price >= P("80") && contract.Price <= P("120")));
    });

    private static MarketBuilder Settled()
    {
        var market = MarketBuilder.Trading(Parameters);
        market.Clear(market.Trade("2")).Report("100");
        market.Now = market.Now.AddSeconds(7_200);
        return market.Do(Lapse(market, market.Now));
    }

    private static Decision<MarketEvent> Lapse(MarketBuilder market, DateTimeOffset now, DateTimeOffset? awakeSince = null) => SettlementDecider.Lapse(market.Ledger, awakeSince ?? Start, now);

    private static Decision<MarketEvent> Settle(MarketBuilder market, DateTimeOffset? at = null, string id = "settle", string reason = "no prices") =>
        SettlementDecider.Decide(market.Ledger, new SettleMarket(Header(id, 1_000), reason, at), Start, market.Now);
}
