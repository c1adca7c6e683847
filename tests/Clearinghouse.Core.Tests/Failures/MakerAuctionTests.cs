using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Auctions;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Maker, 12 March 2020: one keeper was left, oracles lagged, auctions lasted ten minutes, and bids of zero took $8.32M of collateral. Here what a bidder is given is bounded by the account's margin at the mark, a dead oracle stops clock and bids,
/// too few bidders prolong the auction, and what nobody bids for goes to backstops and the pool's own book by itself.
/// </summary>
public sealed class MakerAuctionTests
{
    [Fact]
    public void NobodyIsGivenMoreThanTheReserve_WheneverAndWhateverItBids() => Gen.Select(Gen.Int[60, 94], Gen.Int[0, 900], Gen.Int[1, 100]).Sample((price, seconds, percent) =>
    {
        var alice = new AuctionFixture("120", "10").Report($"{price}").Drive();
        if (!(alice.Path.Auction?.IsOpen == true)) alice.Report($"{price}", 30).Drive();
        for (var left = seconds; left > 0 && alice.Path.Auction?.IsOpen == true; left -= 50) alice.Report($"{price}", Math.Min(left, 50)).Drive();
        if (alice.Path.Auction?.IsOpen != true) return;
        var (offer, view) = (alice.Bid($"{percent / 100m}"), alice.View);
        if (offer.Refusal is { Code: RefusalCode.BidShareOutOfRange }) return;
        Assert.True(offer.Refusal is null, $"{offer.Refusal}");

        // The reserve is the maintenance margin, 5 %; prices then go to the next tick of a half.
        var trade = offer.Order!.Order.Trades.Single();
        Assert.True(((BidTaken)offer.Bid!.Change).Concession <= R("0.05"));
        Assert.True(trade.Price > trade.Mark - trade.Mark.Times(R("0.05"), Rounding.Ceiling) - P("0.5"), $"{trade.Price} at a mark of {trade.Mark}");
        Assert.Equal(view.Input.Exposures[0].Contract.MarkPrice, trade.Mark);
    }, iter: 200);

    [Fact]
    public void ADeadOracle_StopsClockAndBids_AndWhatIsOfferedAfterwardsIsByTheNewMark()
    {
        var alice = new AuctionFixture("120", "10").Report("85").Drive().Report("85", 100);
        var before = AuctionDecider.OfferOf(alice.View)!;
        alice.Wait(86_400).Drive();
        Assert.Equal(RefusalCode.AuctionPaused, alice.Bid("1").Refusal!.Code);
        Assert.True(alice.Path.Auction!.IsOpen);

        alice.Report("60", 60).Drive();
        var after = AuctionDecider.OfferOf(alice.View)!;
        Assert.InRange(after.Elapsed.TotalSeconds, before.Elapsed.TotalSeconds, before.Elapsed.TotalSeconds + alice.Market.Ledger.Parameters.PriceMaxAgeSeconds);
        Assert.True(alice.Bid("1").Order!.Order.Trades.Single().Price >= P("57"));
    }

    [Fact]
    public void WithoutAnyKeeper_ItIsProlonged_AndBackstopsAndTheBookTakeAll()
    {
        var policy = new DefaultPolicy { Auction = new AuctionTerms { MinNotional = Amount.Zero }, Backstops = [new Backstop(Carol, A("500"))] };
        var alice = new AuctionFixture("120", "10", policy).Report("85").Drive();
        var moments = 0;
        for (; alice.Path.Auction!.IsOpen; moments++) alice.Report("85", 60).Drive();
        Assert.Equal((9, 2, AuctionOutcome.Expired), (moments, alice.Path.Auction.Extensions, alice.Path.Auction.Outcome));

        // The backstop is asked; as it refuses, the book takes everything at the mark, and it can't refuse.
        Assert.Equal((Carol, TakerKind.Backstop), TakerOf(OrderAfter(0)));
        var order = OrderAfter(AccountPathDecider.RefusalsAfter(0, OrderAfter(0).Order, [new CloseOutAnswer(0, new Refusal(RefusalCode.BackstopFull))]));
        Assert.Equal((OwnNames.BookOf(Pool), TakerKind.Book), TakerOf(order));
        alice.Carry(order);
        Assert.Equal((P("85"), A("30.2")), (order.Order.Trades.Single().Price, AccountPathDecider.ClaimOf(alice.Account.Ledger)!.Debt));

        CloseOutOrdered OrderAfter(int refusals) => AccountPathDecider.Order(alice.View, refusals)!;
        static (Core.Identifiers.AccountId, TakerKind) TakerOf(CloseOutOrdered order) => (order.Order.Trades.Single().Taker, order.Order.Trades.Single().Kind);
    }
}
