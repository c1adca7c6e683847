using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Tests.Auctions;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Nasdaq Clearing, September 2018: one member's spread was auctioned whole among four bidders, and the loss of EUR 114M fell on all members alike, on those who had bid as on those who had not. Here bids of any size are taken, and the
/// contributions of members that took nothing stand before those of members that did.
/// </summary>
public sealed class NasdaqAuctionTests
{
    private static readonly VenueId Good = VenueId.Create("good");
    private static readonly VenueId Other = VenueId.Create("other");
    private static readonly VenueId Idle = VenueId.Create("idle");
    private static readonly VenueId Absent = VenueId.Create("absent");

    [Fact]
    public void BidsOfManySizes_AreTaken_AndWhoDidNotBidLosesFirst()
    {
        var alice = Defaulted();
        foreach (var (bidder, share) in new[] { (Bob, "0.1"), (Carol, "0.05"), (Bob, "0.3"), (Carol, "0.5"), (Bob, "1") })
        {
            var held = HeldBy(alice);
            var offer = alice.Report("85", 20).Bid(share, bidder: bidder);
            Assert.Null(offer.Refusal);
            Assert.True(offer.Order!.Order.Trades.Single().Quantity.Abs() <= held.Times(R(share), Rounding.Floor));
            alice.Take(offer);
        }

        Assert.Equal((AuctionOutcome.SoldOut, Quantity.Zero), (alice.Path.Auction!.Outcome, HeldBy(alice)));
        var claim = AccountPathDecider.ClaimOf(alice.Account.Ledger)!;
        Assert.Equal([(Good, 3), (Other, 2)], claim.Bids!.Select(bid => (bid.Key, bid.Value)));

        // Idle and absent members have 20 each; the loss is less, and those who bid keep all of theirs.
        var pool = new FailurePool("5", (Good, "40"), (Other, "40"), (Idle, "20"), (Absent, "20"));
        Assert.InRange(claim.Debt.ToDouble(), 30, 44);
        pool.Claim(claim);
        Assert.Equal((A("40"), A("40")), (pool.Ledger.Defaults.MemberOf(Good).Balance, pool.Ledger.Defaults.MemberOf(Other).Balance));
        Assert.Equal(A("45") - claim.Debt, pool.Ledger.Defaults.MemberOf(Idle).Balance + pool.Ledger.Defaults.MemberOf(Absent).Balance);
        Assert.Equal(pool.Ledger.Defaults.MemberOf(Idle).Balance, pool.Ledger.Defaults.MemberOf(Absent).Balance);
        Assert.Equal(Amount.Zero, pool.Ledger.BalanceOf(PoolFund.House));
    }

    [Fact]
    public void WhateverTheLoss_WhoBidPaysOnlyOnceTheOthersHaveNothingLeft() => Gen.Select(Gen.Int[1, 200], Gen.Bool, Gen.Bool, Gen.Bool).Sample((debt, first, second, third) =>
    {
        VenueId[] members = [Good, Other, Idle];
        var bids = members.Zip([first, second, third]).Where(one => one.Second).ToDictionary(one => one.First, _ => 1);
        var pool = new FailurePool("5", [.. members.Select(member => (member, "40"))]);
        pool.Claim(FailurePool.ClaimOf(DefaultId.Create("alice:1"), Alice, $"{debt}") with { Bids = bids.ToImmutableSortedDictionary() });
        if (members.Any(member => bids.ContainsKey(member) && pool.Ledger.Defaults.MemberOf(member).Balance < A("40")))
            Assert.All(members.Where(member => !bids.ContainsKey(member)), member => Assert.Equal(Amount.Zero, pool.Ledger.Defaults.MemberOf(member).Balance));
    });

    /// <summary>Ten contracts from 100, at 85 worth 30 less than nothing.</summary>
    private static AuctionFixture Defaulted()
    {
        var alice = new AuctionFixture("120", "10");
        alice.Terms = alice.Terms with { Liquidators = [new Liquidator(Bob, Good), new Liquidator(Carol, Other), new Liquidator(AccountId.Create("idler"), Idle)] };
        return alice.Report("85").Drive();
    }

    private static Quantity HeldBy(AuctionFixture fixture) => fixture.Account.Ledger.FindPosition(Btc, Perp)?.Quantity ?? Quantity.Zero;
}
