using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Auctions;

/// <summary>Auctions of one account, worked by hand: ten contracts long from 100, five per cent of maintenance margin.</summary>
public sealed class AuctionDeciderTests
{
    [Fact]
    public void ASolventAccount_IsAuctionedAfterTheGrace_AndABidTakesNoMoreThanRestoresIt()
    {
        // Equity 120 − 80 = 40 against 46 of maintenance at 92.
        var alice = new AuctionFixture("120", "10").Report("92").Drive();
        Assert.Equal((AccountRiskState.Liquidating, null), (alice.Path.Risk.State, alice.Path.Auction));
        alice.Report("92", 30).Drive();
        var opened = Assert.IsType<AuctionOpened>(alice.Account.Journal.OfType<AuctionChanged>().Single().Change);

        // She can pay 39.8 / 920, a fee of 0.2 gone, less the penalty of half a per cent; the reserve is all her maintenance margin.
        Assert.Equal((A("920"), R("0.03826"), R("0.05")), (opened.Path.Notional, opened.Path.Solvent, opened.Path.Reserve));
        Assert.True(opened.Ways!.PrefersAuction);

        alice.Report("92", 60);
        var offer = alice.Bid("1");
        var bid = (BidTaken)offer.Bid!.Change;
        Assert.Equal(R("0.011478"), bid.Concession);
        Assert.True(bid.Share == bid.Allowed && bid.Share < Ratio.One);
        Assert.Equal(Venue, bid.Venue);
        alice.Take(offer);
        Assert.Equal((AccountRiskState.MarginCall, AuctionOutcome.Restored), (alice.Path.Risk.State, alice.Path.Auction!.Outcome));
        Assert.True(alice.View.Statement.Equity >= alice.View.Target.RequiredOf(alice.View.Statement));
        Assert.True(alice.Account.Ledger.FindPosition(Btc, Perp)!.Quantity.IsPositive);
    }

    [Fact]
    public void AnInsolventAccount_IsSoldWhole_AtThePoolsExpense_AndTheMembersWhoBidAreRemembered()
    {
        // Equity 120 − 150 = −30: in default at once.
        var alice = new AuctionFixture("120", "10").Report("85").Drive();
        Assert.Equal(AccountRiskState.Defaulted, alice.Path.Risk.State);
        Assert.Equal(R("0"), alice.View.Path!.Solvent);
        alice.Report("85", 150);
        alice.Take(alice.Bid("1"));

        // From 0.1 % to 5 % in 300 s: half-way 2.55 % of 85 is 2.1675, and 82.8325 down to a tick of a half is 82.5.
        Assert.Equal(A("-55.2"), alice.Account.Ledger.Cash);
        Assert.Equal((AuctionOutcome.SoldOut, A("55.2")), (alice.Path.Auction!.Outcome, AccountPathDecider.ClaimOf(alice.Account.Ledger)!.Debt));
        Assert.Equal([Venue], AccountPathDecider.ClaimOf(alice.Account.Ledger)!.Bids!.Keys);

        // What Bob took over, at the mark, is left alone by her default's deleveraging.
        Assert.Equal([(Bob, A("850"))], AccountPathDecider.ClaimOf(alice.Account.Ledger)!.TakenOver!.Select(taken => (taken.Key, taken.Value)));
    }

    [Fact]
    public void AnAuctionWithoutBidders_IsExtended_AndThenLeavesThePortfolioToBackstops()
    {
        var alice = new AuctionFixture("120", "10").Report("85").Drive();
        alice.Report("85", 300).Drive();
        Assert.Equal((1, true), (alice.Path.Auction!.Extensions, alice.Path.Auction.IsOpen));
        alice.Report("85", 120).Drive().Report("85", 120).Drive();
        Assert.Equal((2, AuctionOutcome.Expired), (alice.Path.Auction!.Extensions, alice.Path.Auction.Outcome));

        // One auction for each call: the next in line is asked, here the pool's own book.
        var order = AccountPathDecider.Order(alice.View, 0);
        Assert.Equal(TakerKind.Book, order!.Order.Trades.Single().Kind);
        Assert.Empty(AccountPathDecider.ClaimOf(alice.Account.Ledger) is { } claim ? [claim] : Array.Empty<DefaultClaim>());
    }

    [Fact]
    public void WhenTheOracleDies_TheClockStands_AndNoBidIsTaken()
    {
        var alice = new AuctionFixture("120", "10").Report("85").Drive().Report("85", 100);
        var before = AuctionDecider.OfferOf(alice.View)!;
        alice.Wait(3_600).Drive();
        Assert.NotNull(alice.Path.Auction!.PausedSince);
        Assert.Equal(RefusalCode.AuctionPaused, alice.Bid("1").Refusal!.Code);
        Assert.Null(AuctionDecider.OfferOf(alice.View)!.EndsAt);

        alice.Report("85", 60).Drive();
        Assert.Null(alice.Path.Auction!.PausedSince);
        var after = AuctionDecider.OfferOf(alice.View)!;

        // Prices may be relied on for a while after the last one; nothing of the hour that nobody saw has counted.
        Assert.Equal(100 + alice.Market.Ledger.Parameters.PriceMaxAgeSeconds, after.Elapsed.TotalSeconds);
        Assert.True(after.Concession >= before.Concession);
    }

    [Fact]
    public void WhoeverDepositsEnough_LeavesTheAuction_AndKeepsWhatIsLeft()
    {
        var alice = new AuctionFixture("120", "10").Report("92").Drive().Report("92", 30).Drive();
        Assert.True(alice.Path.Auction!.IsOpen);
        alice.Account.Deposit("100");
        alice.Drive();
        Assert.Equal((AccountRiskState.Recovered, AuctionOutcome.Restored), (alice.Path.Risk.State, alice.Path.Auction!.Outcome));
        Assert.Equal(Q("10"), alice.Account.Ledger.FindPosition(Btc, Perp)!.Quantity);
        Assert.Equal(RefusalCode.AuctionNotOpen, alice.Bid("1").Refusal!.Code);
    }

    [Fact]
    public void WhereClosingIsCheaper_NoAuctionIsOpened()
    {
        var dear = new DefaultPolicy { Auction = new AuctionTerms { MinNotional = Amount.Zero, FastShare = Ratio.One }, Liquidation = new LiquidationTerms { ImpactAtDepth = R("0.000001"), MaxDepthFraction = Ratio.One } };
        var alice = new AuctionFixture("120", "10", dear);
        for (var i = 0; i < 20; i++) alice.Market.Clear(alice.Market.Trade("100", buyer: Bob, seller: Carol));
        alice.Report("92").Drive().Report("92", 30).Drive();
        var view = alice.View;
        Assert.False(view.CompareWays(view.Path!).PrefersAuction);
        Assert.Null(alice.Path.Auction);
    }

    [Fact]
    public void ABid_IsRefused_WithTheNumbersThatBind()
    {
        var alice = new AuctionFixture("120", "10").Report("85").Drive();
        Assert.Equal((RefusalCode.NotALiquidator, Carol.Value), (alice.Bid("1", bidder: Carol).Refusal!.Code, alice.Bid("1", bidder: Carol).Refusal!.Subject));
        Assert.Equal(RefusalCode.SelfTrade, alice.Bid("1", bidder: Alice).Refusal!.Code);
        Assert.Equal(RefusalCode.AuctionNotOpen, alice.Bid("1", auction: 7).Refusal!.Code);
        Assert.Equal("from 0.01 to 1", alice.Bid("0.001").Refusal!.Limit);
        Assert.Equal(RefusalCode.BidShareOutOfRange, alice.Bid("1.5").Refusal!.Code);
        Assert.Equal(RefusalCode.RequestInvalid, alice.Bid("1", "-0.1").Refusal!.Code);
        var tooDear = alice.Bid("1", "0.04").Refusal!;
        Assert.Equal((RefusalCode.ConcessionTooSmall, "0.04", "0.001", "0.05"), (tooDear.Code, tooDear.Required, tooDear.Available, tooDear.Limit));
        Assert.Equal(Q("10"), alice.Account.Ledger.FindPosition(Btc, Perp)!.Quantity);
    }

    /// <summary>Half of what is left, again and again, comes to less than a lot: that is taken whole, or it would stay for ever, and with it the loss of a book that waits until it is flat.</summary>
    [Fact]
    public void NobodyTakesMoreThanTheLargestShareOfABid_AndSeveralBidsEmptyIt_TheLastLotWhole()
    {
        var alice = new AuctionFixture("120", "10", new DefaultPolicy { Auction = new AuctionTerms { MinNotional = Amount.Zero, MaxShare = R("0.5") } }).Report("85").Drive().Report("85", 10);
        for (var bids = 0; alice.Path.Auction!.IsOpen; bids++)
        {
            Assert.True(bids < 20);
            var held = alice.Account.Ledger.FindPosition(Btc, Perp)!.Quantity;
            var offer = alice.Bid("1");
            var (sold, half) = (offer.Order!.Order.Trades.Single().Quantity.Abs(), held.Times(R("0.5"), Rounding.Floor));
            Assert.True(sold <= half || (sold == held && half < alice.Market.Ledger.FindContract(Perp)!.Contract.Lot));
            alice.Take(offer);
        }

        Assert.Equal((AuctionOutcome.SoldOut, true), (alice.Path.Auction!.Outcome, AccountPathDecider.IsFlat(alice.Account.Ledger)));
    }

    [Fact]
    public void TheBook_IsSoldByShares_EveryInterval()
    {
        var policy = new DefaultPolicy { Auction = new AuctionTerms(), Unwind = new UnwindTerms { WholeBelowNotional = A("100") } };
        var book = new AuctionFixture("1000", "10", policy);
        var terms = book.Terms;
        book.Account.Append(new RiskStateChanged(new MarginCallIssued(Start) { At = Start, Call = 1, Reading = book.View.Reading }) { At = Start });
        book.Terms = terms with { Policy = new DefaultPolicy { Auction = new AuctionTerms() } };
        Assert.Null(BookUnwinding.Open(book.View));
        book.Terms = terms;
        var path = BookUnwinding.PathOf(book.View.Input, new AuctionTerms(), policy.Unwind)!;
        Assert.Equal((A("1000"), R("0.001"), R("0"), R("0.01")), (path.Notional, path.Start, path.Solvent, path.Reserve));
        var opened = (AuctionOpened)BookUnwinding.Open(book.View)!.Change;
        Assert.Equal((R("0.25"), 0), (opened.Share, opened.Call));
    }

    [Fact]
    public void WhatDoesNotFollow_IsNotFolded()
    {
        var opened = new AuctionOpened(new(A("1"), R("0"), R("0"), R("0")), new RiskReading(A("0"), A("0"), A("0"), 0, ImmutableSortedDictionary<MarketId, long>.Empty, []), null) { At = Start, Auction = 1, Call = 1 };
        var auction = PortfolioAuction.Apply(null, opened);
        Assert.Throws<InvalidOperationException>(() => PortfolioAuction.Apply(auction, opened with { Auction = 2 }));
        Assert.Throws<InvalidOperationException>(() => PortfolioAuction.Apply(null, opened with { Auction = 2 }));
        Assert.Throws<InvalidOperationException>(() => PortfolioAuction.Apply(auction, new AuctionResumed { At = Start, Auction = 1 }));
        Assert.Throws<InvalidOperationException>(() => PortfolioAuction.Apply(null, new AuctionEnded(AuctionOutcome.Expired) { At = Start, Auction = 1 }));
        var ended = PortfolioAuction.Apply(auction, new AuctionEnded(AuctionOutcome.Expired) { At = Start, Auction = 1 });
        Assert.Throws<InvalidOperationException>(() => PortfolioAuction.Apply(ended, new AuctionExtended(0, 1) { At = Start, Auction = 1 }));
        Assert.True(PortfolioAuction.Apply(ended, opened with { Auction = 2 }).IsOpen);
    }
}
