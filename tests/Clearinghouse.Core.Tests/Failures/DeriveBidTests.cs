using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Auctions;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Derive, audits of 2024 and 2025: an account could be drained by a liquidation begun in the middle of a transfer, and bids were blocked by paying tokens into the liquidator's account. Here a bid and its order are one decision at one state,
/// the bidder's margin stands set aside for exactly that order, and dust that nobody can price counts for nothing instead of standing in the way.
/// </summary>
public sealed class DeriveBidTests
{
    private static readonly AssetId Dust = AssetId.Create("dust");

    private readonly AuctionFixture _alice = new AuctionFixture("120", "10").Report("85").Drive().Report("85", 150);
    private readonly MarketBuilder _dust = MarketBuilder.Open(new MarketParameters(), "dust").Report("1");

    [Fact]
    public void ABidAndItsOrder_AreOneDecision_AndASecondBidWaitsForItsAnswer()
    {
        var offer = _alice.Bid("0.3");
        Assert.Equal(((BidTaken)offer.Bid!.Change).Order, offer.Order!.Order.Number);
        _alice.Account.Append(offer.Bid, offer.Order);
        Assert.Equal(RefusalCode.AuctionBusy, _alice.Bid("0.3").Refusal!.Code);

        // Nothing else moves it meanwhile, though it be paid in enough to leave.
        _alice.Account.Deposit("1000");
        _alice.Drive();
        Assert.True(_alice.Path.Auction!.IsOpen);
        Assert.Equal(RefusalCode.AuctionBusy, _alice.Bid("0.3").Refusal!.Code);
    }

    [Fact]
    public void WhatIsPaidInOrTradedBeforeABid_IsSeenByIt()
    {
        var insolvent = _alice.Bid("1");
        Assert.Equal(R("1"), ((BidTaken)insolvent.Bid!.Change).Allowed);
        _alice.Account.Deposit("1000");
        _alice.Drive();
        Assert.Equal(RefusalCode.AuctionNotOpen, _alice.Bid("1").Refusal!.Code);

        // The bidder's side: 825 of notional need 82.5 and the mark's change; it trades itself short of that in between.
        var (bob, fills) = (Bidder("100"), FillsOf(insolvent));
        Assert.Null(Check(bob, fills));
        Assert.True(bob.TryReserve(Trade("5")));
        Assert.Equal(RefusalCode.InitialMarginShort, Check(bob, fills)!.Code);
    }

    [Fact]
    public void WhatIsSetAsideForABid_CantBeWithdrawnOrTradedAway()
    {
        var (bob, fills) = (Bidder("100"), FillsOf(_alice.Bid("1")));
        Assert.Null(Check(bob, fills));
        foreach (var fill in fills) bob.Book.Put(fill);
        Assert.Equal(RefusalCode.FreeCollateralShort, bob.DecideWithdrawal(A("60")).Refusal!.Code);
        Assert.Equal(RefusalCode.InitialMarginShort, bob.Ask(Trade("5")).Refusal!.Code);

        // The market's own question, for exactly what was pledged, is answered yes; asked again too.
        Assert.All(fills, fill => Assert.Null(bob.Ask(fill).Refusal));
        Assert.Null(Check(bob, fills));
    }

    [Fact]
    public void DustPaidToTheBidder_BlocksNoBid_ThoughItsPriceIsStaleOrUnknown()
    {
        var (bob, fills) = (Bidder("100", _dust), FillsOf(_alice.Bid("1")));
        bob.View.Collateral = new CollateralTerms(Pool, 1, new CollateralPolicy
        {
            Assets =
            [
                new() { Asset = Dust, Market = MarketId.Create("dust"), AverageDailyVolume = A("100"), ValueCap = A("100") },
                new() { Asset = AssetId.Create("unpriced"), Market = MarketId.Create("unpriced"), AverageDailyVolume = A("100"), ValueCap = A("100") },
            ],
            AccountCap = A("100"),
        });
        bob.Deposit("0.0000000001").Do(bob.DecideDeposit(Dust, "0.0000001"));
        Assert.True(_dust.Ledger.Snapshot!.IsStaleAt(_alice.Now));
        Assert.Null(Check(bob, fills));
        bob.Do(bob.DecideDeposit(AssetId.Create("unpriced"), "0.0000001"));
        Assert.Null(Check(bob, fills));

        // It counts for nothing: it doesn't carry the bid either.
        var poor = Bidder("50", _dust);
        poor.View.Collateral = bob.View.Collateral;
        poor.Do(poor.DecideDeposit(Dust, "1000"));
        Assert.Equal(RefusalCode.InitialMarginShort, Check(poor, fills)!.Code);
    }

    private AccountBuilder Bidder(string deposit, params MarketBuilder[] others) => new AccountBuilder(Bob, [_alice.Market, .. others]).Deposit(deposit);

    private ImmutableArray<Reservation> FillsOf(BidOffer offer) => [.. offer.Order!.Order.Trades.Select(trade => trade.Taking(Pool, _alice.Now))];

    private Refusal? Check(AccountBuilder bidder, ImmutableArray<Reservation> fills) =>
        PledgeDecider.Check(bidder.Ledger, bidder.Book, fills, bidder.View, MarginPolicies.Default, _alice.Now);

    private Reservation Trade(string quantity) => new()
    {
        Market = Btc,
        Pool = Pool,
        Trade = new TradeKey(Venue, TradeId.Create("own")),
        Contract = Perp,
        Quantity = Q(quantity),
        Price = P("85"),
        Fee = Amount.Zero,
        LapsesAt = _alice.Now.AddSeconds(30),
    };
}
