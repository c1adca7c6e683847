using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>Close-outs and deleveraging as the account sees them.</summary>
public sealed class AccountPathTests
{
    private static readonly DefaultId Cause = DefaultId.Create("bob:1");

    [Theory]
    [InlineData(TakerKind.Backstop, RefusalCode.BackstopFull, 3)]
    [InlineData(TakerKind.Backstop, RefusalCode.MarkUnreliable, 2)]
    [InlineData(TakerKind.Backstop, RefusalCode.PriceOutsideBand, 2)]
    [InlineData(TakerKind.Book, RefusalCode.AmountOutOfRange, 2)]
    public void ATakerThatRefuses_IsPassedOver_AndAMarketThatRefusesIsNot(TakerKind kind, RefusalCode code, int after)
    {
        var order = new CloseOutOrder(1, CloseOutPurpose.Default, [CloseOutOf(kind)]);
        Assert.Equal(after, AccountPathDecider.RefusalsAfter(2, order, [new CloseOutAnswer(0, new Refusal(code))]));
        Assert.Equal(0, AccountPathDecider.RefusalsAfter(2, order, [new CloseOutAnswer(7)]));
    }

    /// <summary>A message about an order that was answered may come late: what is closed is what is under way, once.</summary>
    [Fact]
    public void ACloseOut_IsGrantedOnlyWhileItsOrderIsUnderWay()
    {
        var (_, alice) = Holding();
        var trade = CloseOutOf(TakerKind.Book);
        Assert.Equal(RefusalCode.NothingToClose, alice.Ask(ClosingOf(trade)).Refusal?.Code);
        alice.Append(new CloseOutOrdered(new CloseOutOrder(1, CloseOutPurpose.Liquidation, [trade])) { At = Start });
        Assert.Null(alice.Ask(ClosingOf(trade)).Refusal);
        alice.Append(new CloseOutAnswered(1, [new CloseOutAnswer(0, new Refusal(RefusalCode.MarkUnreliable))]) { At = Start });
        Assert.Equal(RefusalCode.NothingToClose, alice.Ask(ClosingOf(trade)).Refusal?.Code);
    }

    /// <summary>Deleveraging waits for a mark that is fresh, closes no more than is still held, and what the market refuses for its mark's sake stays to be closed.</summary>
    [Fact]
    public void ADeleveraging_WaitsForItsMark_AndClosesWhatIsStillHeld()
    {
        var (market, alice) = Holding();
        var transfer = new PoolTransfer
        {
            Pool = Pool,
            Sequence = 5,
            PreviousSequence = 0,
            Account = Alice,
            Default = Cause,
            Kind = PoolTransferKind.Haircut,
            Amount = -Amount.One,
            Closures = [new LegClosure(Btc, Perp, Q("5"), Q("0.1"), Q("5"))],
        };
        alice.Append(new PoolTransferred(transfer, alice.Ledger.Cash - Amount.One) { At = Start });
        Assert.Null(AccountPathDecider.Deleverage(alice.Ledger, alice.View, market.Now.AddSeconds(61)));

        // Of the five, two are left.
        market.Clear(market.Trade("3", buyer: Bob, seller: Alice));
        alice.Take(market.LastLegOf(Alice));
        foreach (var code in (RefusalCode?[])[RefusalCode.PriceOutsideBand, null])
        {
            var ordered = AccountPathDecider.Deleverage(alice.Ledger, alice.View, market.Now)!;
            Assert.Equal((Q("-2"), OwnNames.BookOf(Pool), Cause), (ordered.Order.Trades[0].Quantity, ordered.Order.Trades[0].Taker, ordered.Order.Trades[0].Default));
            alice.Append(ordered);
            Assert.Null(AccountPathDecider.Deleverage(alice.Ledger, alice.View, market.Now));
            alice.Append(new CloseOutAnswered(ordered.Order.Number, [code is { } refused ? new CloseOutAnswer(0, new Refusal(refused)) : new CloseOutAnswer(9)]) { At = Start });
        }

        Assert.Empty(alice.Ledger.Path.Deleveraging);
        Assert.False(alice.Ledger.Path.NeedsDriving);
    }

    /// <summary>Alice is long five at 100.</summary>
    private static (MarketBuilder Market, AccountBuilder Alice) Holding()
    {
        var market = MarketBuilder.Trading();
        var alice = new AccountBuilder(Alice, market).Deposit("1000");
        market.Clear(market.Trade("5"));
        alice.Take(market.LastLegOf(Alice));
        return (market, alice);
    }

    private static CloseOut CloseOutOf(TakerKind kind) => new()
    {
        TradeId = OwnNames.TradeOf(Alice, 1, 0),
        Sequence = 1,
        Market = Btc,
        Contract = Perp,
        Account = Alice,
        Quantity = Q("-2"),
        Price = P("100"),
        Mark = P("100"),
        Penalty = Amount.Zero,
        Taker = kind == TakerKind.Book ? OwnNames.BookOf(Pool) : Carol,
        Kind = kind,
    };

    private static Reservation ClosingOf(CloseOut trade) => new()
    {
        Market = trade.Market,
        Pool = Pool,
        Trade = trade.Trade.Key,
        Contract = trade.Contract,
        Quantity = trade.Quantity,
        Price = trade.Price,
        Fee = Amount.Zero,
        LapsesAt = Start.AddSeconds(30),
        Role = ReservationRole.Closing,
    };
}
