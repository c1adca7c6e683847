using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>Whether margin can be set aside for a fill. Initial margin is 10 % of a price of 100; there are no fees unless a test says so.</summary>
public sealed class ReservationTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading(new() { FeeRate = Ratio.Zero });
    private readonly AccountBuilder _alice;

    public ReservationTests() => _alice = new AccountBuilder(Alice, _market);

    [Fact]
    public void Reserve_AccountThatNeverDeposited_IsUnknown() => Refused(Buy("1"), RefusalCode.AccountUnknown, "alice");

    [Fact]
    public void Reserve_MarketOfAnotherPool_NamesTheAccountsPool()
    {
        _alice.Deposit("100");
        Refused(Buy("1") with { Pool = OtherPool }, RefusalCode.WrongPool, "alice", limit: "main");
    }

    [Fact]
    public void Reserve_UpToTheLastUnitOfMargin_IsGranted()
    {
        _alice.Deposit("100");
        Refused(Buy("10.1"), RefusalCode.InitialMarginShort, "alice", required: "101", available: "100");
        Refused(Sell("10.1"), RefusalCode.InitialMarginShort, "alice", required: "101", available: "100");
        Assert.Null(_alice.Ask(Buy("10")).Refusal);
        Assert.Null(_alice.Ask(Sell("10")).Refusal);
    }

    [Fact]
    public void Reserve_PriceWorseThanTheMark_CostsItsLossAtOnce()
    {
        _alice.Deposit("100");
        Refused(Buy("10", "101"), RefusalCode.InitialMarginShort, "alice", required: "100", available: "90");
        Refused(Sell("10", "99"), RefusalCode.InitialMarginShort, "alice", required: "100", available: "90");
        Assert.Null(_alice.Ask(Buy("10", "99")).Refusal);
        Refused(Buy("10.1", "99"), RefusalCode.InitialMarginShort, "alice", required: "101", available: "100"); // a gain at once is no collateral yet
    }

    [Fact]
    public void Reserve_FeesOfTradesInFlight_AreHeldBack()
    {
        _alice.Deposit("100");
        Assert.True(_alice.TryReserve(Buy("5") with { Fee = A("0.5") }));
        Refused(Buy("5") with { Fee = A("0.7") }, RefusalCode.InitialMarginShort, "alice", required: "100", available: "98.8");
    }

    [Fact]
    public void Reserve_TradesInFlightOnBothSides_NeedTheWorseOfBothEnds()
    {
        _alice.Deposit("100");
        Assert.True(_alice.TryReserve(Buy("8")));
        Assert.True(_alice.TryReserve(Sell("10"))); // −10 at worst, not −2
        Refused(Buy("2.1"), RefusalCode.InitialMarginShort, "alice", required: "101", available: "100");
        Refused(Sell("0.1"), RefusalCode.InitialMarginShort, "alice", required: "101", available: "100");
        Assert.True(_alice.TryReserve(Buy("2")));
    }

    [Fact]
    public void Reserve_FirstInAMarket_JoinsIt_AndOnlyOnce()
    {
        _alice.Deposit("100");
        Assert.Equal(new MarketJoined(Btc) { At = _alice.Now }, _alice.Ask(Buy("1")).Joins);
        Assert.True(_alice.TryReserve(Buy("1")));
        Assert.Null(_alice.Ask(Buy("1")).Joins);
    }

    [Fact]
    public void Reserve_Refused_JoinsNothing() => Assert.Null(_alice.Deposit("1").Ask(Buy("1")).Joins);

    [Fact]
    public void Reserve_SameFillAgain_IsGrantedAgainAndTakesNoMore()
    {
        _alice.Deposit("100");
        var reservation = Buy("10");
        Assert.True(_alice.TryReserve(reservation));
        Assert.True(_alice.TryReserve(reservation with { LapsesAt = reservation.LapsesAt.AddSeconds(5) }));
        Assert.Equal((1, Amount.Zero), (_alice.Book.Count, _alice.Statement().FreeCollateral));
    }

    [Fact]
    public void Reserve_AnotherFillUnderTheSameTrade_IsJudgedBesideTheFirst_UntilThatIsLetGo()
    {
        _alice.Deposit("100");
        var first = Buy("1");
        var second = first with { Quantity = Q("10"), LapsesAt = first.LapsesAt.AddSeconds(1) };
        Assert.True(_alice.TryReserve(first));
        Refused(second, RefusalCode.InitialMarginShort, "alice", required: "110", available: "100");
        _alice.Book.Release(first);
        Assert.True(_alice.TryReserve(second));
        Assert.Equal((1, Amount.Zero), (_alice.Book.Count, _alice.Statement().FreeCollateral));
    }

    [Fact]
    public void Release_OfAnEarlierAttempt_OvertakenByALaterOne_LeavesThatAlone()
    {
        _alice.Deposit("100");
        var first = Buy("10");
        var second = first with { LapsesAt = first.LapsesAt.AddSeconds(1) };
        Assert.True(_alice.TryReserve(first));
        Assert.True(_alice.TryReserve(second));
        _alice.Book.Release(first);
        Assert.Equal(Amount.Zero, _alice.Statement().FreeCollateral);
        _alice.Book.Release(first); // repeated
        _alice.Book.Release(second);
        Assert.Equal((0, A("100")), (_alice.Book.Count, _alice.Statement().FreeCollateral));
    }

    [Fact]
    public void Release_OfATradeThatWasApplied_LetsGoOfEveryAttempt()
    {
        var first = Buy("1");
        foreach (var attempt in new[] { first, first with { LapsesAt = Start.AddDays(1) }, first with { Quantity = Q("2") } }) _alice.Book.Put(attempt);
        Assert.Equal(2, _alice.Book.All.Count);
        Assert.True(_alice.Book.Release(Btc, first.Trade));
        Assert.Equal(0, _alice.Book.Count);
    }

    [Fact]
    public void Reserve_BeyondTheLedgersRange_IsRefusedAndDoesNotThrow()
    {
        _alice.Deposit("100");
        Assert.Equal(RefusalCode.AmountOutOfRange, _alice.Ask(Buy("1") with { Quantity = Quantity.MaxValue, Price = Price.MaxValue, Fee = Amount.MaxValue }).Refusal?.Code);
    }

    [Fact]
    public void Reserve_PriceUnknownOrStale_IsRefused()
    {
        _alice.Deposit("100");
        Refused(Buy("1") with { Market = Eth }, RefusalCode.PriceUnknown, "eth");
        Refused(Buy("1") with { Contract = Dated }, RefusalCode.PriceUnknown, "btc");
        Expect.Refused(_alice.Ask(Buy("1"), _market.Now.AddSeconds(61)).Refusal, RefusalCode.PriceStale, "btc");
    }

    [Fact]
    public void Reserve_AnotherMarketOfTheAccountStale_IsRefusedUnlessItReduces()
    {
        var other = MarketBuilder.Open(market: "eth").List(Terms.Perpetual("eth-perp")).Report("10");
        var alice = new AccountBuilder(Alice, _market, other).Deposit("100");
        var ethPerp = ContractId.Create("eth-perp");
        other.Clear(other.Trade("1", "10", contract: ethPerp));
        alice.Take(other.LastLegOf(Alice));
        Hold(alice, "1");

        _market.Now = _market.Now.AddSeconds(61);
        _market.Report("100");
        Expect.Refused(alice.Ask(Buy("1")).Refusal, RefusalCode.PriceStale, "eth");
        Assert.Null(alice.Ask(Sell("1")).Refusal);
    }

    [Fact]
    public void Reserve_ReductionWhileShortOfMargin_IsGranted()
    {
        Hold(_alice.Deposit("100"), "10");
        _market.Report("95"); // equity 50, margin 95
        Refused(Buy("0.1", "95"), RefusalCode.InitialMarginShort, "alice", required: "95.95", available: "50");
        Assert.Null(_alice.Ask(Sell("1", "95")).Refusal);
        Assert.Null(_alice.Ask(Sell("10", "95")).Refusal);
        Refused(Sell("10.1", "95"), RefusalCode.InitialMarginShort, "alice", required: "95", available: "50"); // through zero
    }

    [Fact]
    public void Reserve_ReductionsInFlight_ReduceTogetherOrNotAtAll()
    {
        Hold(_alice.Deposit("100"), "10");
        _market.Report("95");
        Assert.True(_alice.TryReserve(Sell("6", "95")));
        Assert.Null(_alice.Ask(Sell("4", "95")).Refusal);
        Assert.Equal(RefusalCode.InitialMarginShort, _alice.Ask(Sell("4.1", "95")).Refusal?.Code);
    }

    [Fact]
    public void Reserve_ReductionThatCostsMoreThanItFrees_IsRefused()
    {
        Hold(_alice.Deposit("100"), "10");
        _market.Report("95");

        // One sold at 85.5 frees 9.5 of margin and loses 9.5: no worse. At 85 it loses 10: equity 50 − 10 against 85.5.
        Assert.Null(_alice.Ask(Sell("1", "85.5")).Refusal);
        Refused(Sell("1", "85"), RefusalCode.ReductionWorsensAccount, "alice", required: "85.5", available: "40");
        Refused(Sell("1", "85.5") with { Fee = A("0.1") }, RefusalCode.ReductionWorsensAccount, "alice", required: "85.5", available: "40.4");
    }

    [Fact]
    public void Reserve_ReductionWithoutAnyPrice_IsGranted()
    {
        Hold(_alice.Deposit("100"), "10");
        var blind = new AccountBuilder(Alice).Append(_alice.Journal);
        Assert.Null(blind.Ask(Sell("10")).Refusal);
        Assert.Equal(RefusalCode.PriceUnknown, blind.Ask(Sell("10.1")).Refusal?.Code);
    }

    [Fact]
    public void Reconcile_SetsAsideWhatIsSettling_AndLetsGoOnlyWhatIsPastItsTimeAndUnknown()
    {
        var (kept, lapsed, young, elsewhere) = (Buy("1"), Buy("1"), Buy("1") with { LapsesAt = Start.AddDays(1) }, Buy("1") with { Market = Eth });
        var later = Start.AddMinutes(5);
        foreach (var reservation in new[] { kept, lapsed, young, elsewhere }) _alice.Book.Put(reservation);
        var (settling, unasked) = (Buy("2"), Buy("3"));
        Assert.Equal([Btc, Eth], _alice.Book.MarketsToAskAt(later).Order());
        Assert.Equal([lapsed], _alice.Book.Reconcile(Btc, new LegsAnswer([], IsComplete: true, [kept, unasked], [settling]), later));
        Assert.Equal([kept, young, elsewhere, settling], _alice.Book.All.OrderBy(reservation => reservation.Quantity).ThenBy(reservation => reservation.Trade.TradeId));
    }

    [Fact]
    public void Reconcile_AnswerThatTookLong_LetsNothingGoThatWasInTimeWhenAsked()
    {
        var reservation = Buy("1");
        _alice.Book.Put(reservation);
        Assert.Empty(_alice.Book.Reconcile(Btc, new LegsAnswer([], IsComplete: true, [], []), askedAt: reservation.LapsesAt.AddTicks(-1)));
        Assert.Equal([reservation], _alice.Book.Reconcile(Btc, new LegsAnswer([], IsComplete: true, [], []), askedAt: reservation.LapsesAt));
    }

    private Reservation Buy(string quantity, string price = "100") => Reservation(Q(quantity), price);

    private Reservation Sell(string quantity, string price = "100") => Reservation(-Q(quantity), price);

    private Reservation Reservation(Quantity quantity, string price) => new()
    {
        Market = Btc,
        Pool = Pool,
        Trade = new TradeKey(Venue, _market.Trade().TradeId),
        Contract = Perp,
        Quantity = quantity,
        Price = P(price),
        Fee = Amount.Zero,
        LapsesAt = Start.AddSeconds(30),
    };

    private void Hold(AccountBuilder account, string quantity)
    {
        _market.Clear(_market.Trade(quantity));
        account.Take(_market.LastLegOf(Alice));
    }

    private void Refused(
        Reservation reservation, RefusalCode code, string subject, string? required = null, string? available = null, string? limit = null)
    {
        var decision = _alice.Ask(reservation);
        Expect.Refused(decision.Refusal, code, subject, required, available, limit);
        Assert.Null(decision.Joins);
    }
}
