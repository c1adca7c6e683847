using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>Limits of positions and open interest, held for whatever subset of the trades in flight is novated.</summary>
public sealed class TradeLimitTests
{
    private static readonly AccountId Dave = AccountId.Create("dave");
    private static readonly AccountId Erin = AccountId.Create("erin");
    private static readonly AccountId[] Accounts = [Alice, Bob, Carol, Dave];

    [Fact]
    public void PositionLimit_Buyer_IsTheLongestPositionThatTradesInFlightCanLeadTo()
    {
        var market = MarketBuilder.Trading(Limits(position: "10"));
        market.Clear(market.Trade("4"));
        market.Begin(market.Trade("5", seller: Carol));
        Assert.NotNull(market.Admit(market.Trade("1", seller: Carol)).InFlight);
        Expect.Refused(market.Admit(market.Trade("1.1", seller: Carol)), RefusalCode.PositionLimit, "alice", required: "10.1", limit: "10");
    }

    [Fact]
    public void PositionLimit_Seller_IsTheShortestPositionThatTradesInFlightCanLeadTo()
    {
        var market = MarketBuilder.Trading(Limits(position: "10"));
        market.Clear(market.Trade("4"));
        market.Begin(market.Trade("5", buyer: Carol));
        Assert.NotNull(market.Admit(market.Trade("1", buyer: Carol)).InFlight);
        Expect.Refused(market.Admit(market.Trade("1.1", buyer: Carol)), RefusalCode.PositionLimit, "bob", required: "10.1", limit: "10");
    }

    [Fact]
    public void PositionLimit_TradesInFlightOnTheOtherSide_GiveNoRoom()
    {
        var market = MarketBuilder.Trading(Limits(position: "10"));
        market.Clear(market.Trade("10", seller: Carol));
        market.Begin(market.Trade("5", buyer: Bob, seller: Alice));
        Expect.Refused(market.Admit(market.Trade("1")), RefusalCode.PositionLimit, "alice", required: "11", limit: "10");
    }

    [Fact]
    public void PositionLimit_LoweredBelowAPosition_LetsItShrink()
    {
        var market = MarketBuilder.Trading();
        market.Clear(market.Trade("10")).Configure(Limits(position: "2"));
        Assert.NotNull(market.Admit(market.Trade("3", buyer: Bob, seller: Alice)).InFlight);
        Expect.Refused(market.Admit(market.Trade("0.1", seller: Carol)), RefusalCode.PositionLimit, "alice", required: "10.1", limit: "2");
    }

    [Fact]
    public void PositionLimit_CountsTheAccountsOfAnOwnerTogether()
    {
        var market = MarketBuilder.Trading(Limits(position: "10"));
        market.Affiliates = Owning(Alice, Carol);
        market.Clear(market.Trade("4"));
        market.Begin(market.Trade("5", buyer: Carol));
        Assert.NotNull(market.Admit(market.Trade("1")).InFlight);
        Expect.Refused(market.Admit(market.Trade("1.1", buyer: Carol)), RefusalCode.PositionLimit, "carol", required: "10.1", limit: "10");

        // What Alice hands to Carol is not held twice.
        Assert.NotNull(market.Admit(market.Trade("4", buyer: Carol, seller: Alice)).InFlight);

        // Shorts are counted by themselves: a spread over two accounts is no way around the limit, nor is it two positions on one side.
        Assert.NotNull(market.Admit(market.Trade("10", buyer: Dave, seller: Carol)).InFlight);
    }

    [Fact]
    public void PositionLimit_OfAnOwner_LetsEveryAccountShrinkAndTurn_ButNotGrow()
    {
        var market = MarketBuilder.Trading();
        market.Clear(market.Trade("9")).Clear(market.Trade("8", buyer: Carol));
        market.Clear(market.Trade("3", buyer: Bob, seller: Dave)).Configure(Limits(position: "20"));
        market.Affiliates = Owning(Alice, Carol, Dave);
        Assert.NotNull(market.Admit(market.Trade("9", buyer: Bob, seller: Alice)).InFlight);
        market.Configure(Limits(position: "15"));
        Assert.NotNull(market.Admit(market.Trade("3", buyer: Dave, seller: Erin)).InFlight); // closes its short, though its owner's longs are beyond the limit
        Expect.Refused(market.Admit(market.Trade("3.1", buyer: Dave, seller: Erin)), RefusalCode.PositionLimit, "dave", required: "17.1", limit: "15");
        market.Affiliates = Affiliates.None;
        Assert.NotNull(market.Admit(market.Trade("3.1", buyer: Dave, seller: Erin)).InFlight);
    }

    [Fact]
    public void OpenInterestLimit_CountsWhatTradesInFlightMayAdd()
    {
        var market = MarketBuilder.Trading(Limits(openInterest: "10"));
        market.Clear(market.Trade("4"));
        market.Begin(market.Trade("5", buyer: Carol));
        Expect.Refused(market.Admit(market.Trade("1.1")), RefusalCode.OpenInterestLimit, "btc-perp", required: "10.1", limit: "10");
    }

    [Fact]
    public void OpenInterestLimit_Reached_LetsPositionsChangeHandsAndShrink()
    {
        var market = MarketBuilder.Trading(Limits(openInterest: "10"));
        market.Clear(market.Trade("10"));
        Assert.Equal(Quantity.Zero, market.Begin(market.Trade("2", buyer: Carol, seller: Alice)).OpenInterestIncrease);
        Assert.Equal(Quantity.Zero, market.Begin(market.Trade("2", buyer: Bob, seller: Alice)).OpenInterestIncrease);
        Expect.Refused(market.Admit(market.Trade("0.1", buyer: Carol)), RefusalCode.OpenInterestLimit, "btc-perp", required: "10.1", limit: "10");
    }

    [Fact]
    public void OpenInterestLimit_SellerTurningShortInTwoSteps_IsCounted()
    {
        // Either sale alone hands the long over; both together open a short.
        var market = MarketBuilder.Trading(Limits(openInterest: "14"));
        market.Clear(market.Trade("10"));
        market.Begin(market.Trade("6", buyer: Carol, seller: Alice));
        Expect.Refused(market.Admit(market.Trade("10", buyer: Carol, seller: Alice)), RefusalCode.OpenInterestLimit, "btc-perp", required: "16", limit: "14");
    }

    [Fact]
    public void Limits_AnyHistoryOfTradesInFlightNovatedOrDropped_AreNeverExceeded() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[1, 60], Gen.Int[0, 2]).List[1, 60].Sample(steps =>
        {
            var market = MarketBuilder.Trading(Limits(position: "10", openInterest: "15"));
            market.Affiliates = Owning(Alice, Carol);
            var open = new List<InFlightTrade>();
            foreach (var (buyer, distance, lots, what) in steps)
            {
                var trade = market.Trade($"{lots / 10m}", buyer: Accounts[buyer], seller: Accounts[(buyer + distance) % Accounts.Length]);
                if (what == 0 && market.Admit(trade).InFlight is not null) open.Add(market.Begin(trade));
                if (what == 1 && open.Count > 0) Novate(market, open, lots % open.Count);
                if (what == 2 && open.Count > 0) Drop(market, open, lots % open.Count);
            }

            while (open.Count > 0) Novate(market, open, open.Count - 1);
            Assert.Equal((0, Quantity.Zero), (market.Clearing.InFlight.Count, market.Clearing.InFlight.OpenInterestIncrease(Perp)));
        }, iter: 500);

    private static void Novate(MarketBuilder market, List<InFlightTrade> open, int index)
    {
        market.Finish(open[index]);
        open.RemoveAt(index);
        var quantities = Accounts.Select(account => market.Ledger.QuantityOf(account, Perp)).ToList();
        Assert.All(quantities, quantity => Assert.True(quantity.Abs() <= Q("10"), $"{quantity} held"));
        var owned = new[] { Alice, Carol }.Select(account => market.Ledger.QuantityOf(account, Perp)).ToList();
        Assert.True(Positive(owned) <= Q("10") && Positive(owned.Select(quantity => -quantity)) <= Q("10"), $"{owned[0]} and {owned[1]} held by one owner");
        var longs = quantities.Where(quantity => quantity.IsPositive).Aggregate(Quantity.Zero, (sum, quantity) => sum + quantity);
        Assert.Equal(longs, market.Ledger.FindContract(Perp)!.OpenInterest);
        Assert.True(longs <= Q("15"), $"{longs} open");
    }

    private static Quantity Positive(IEnumerable<Quantity> quantities) => quantities.Aggregate(Quantity.Zero, (sum, quantity) => sum + Quantity.Max(Quantity.Zero, quantity));

    private static void Drop(MarketBuilder market, List<InFlightTrade> open, int index)
    {
        market.Clearing.InFlight.Remove(open[index].Trade.Key);
        open.RemoveAt(index);
    }

    private static Affiliates Owning(params AccountId[] accounts) => Affiliates.Of(1, accounts.ToImmutableSortedDictionary(account => account, _ => "owner"));

    private static MarketParameters Limits(string position = "1000", string openInterest = "1000") =>
        new() { PositionLimit = Q(position), OpenInterestLimit = Q(openInterest) };
}
