using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Auctions;

/// <summary>Alice, long on one market, falls short; her path is driven by the deciders, with Bob as liquidator.</summary>
internal sealed class AuctionFixture
{
    private static readonly MarginPolicies Policy = MarginPolicies.Default;
    private int _bids;

    internal AuctionFixture(string deposit, string quantity, DefaultPolicy? policy = null)
    {
        Market = MarketBuilder.Trading();
        Account = new AccountBuilder(Alice, Market).Deposit(deposit);
        Terms = new DefaultTerms(Pool, 1, policy ?? new DefaultPolicy { Auction = new AuctionTerms { MinNotional = Amount.Zero } }) { Liquidators = [new(Alice), new(Bob, Venue)] };
        Market.Clear(Market.Trade(quantity, buyer: Alice, seller: Carol));
        Account.Take(Market.LastLegOf(Alice));
    }

    internal MarketBuilder Market { get; }

    internal AccountBuilder Account { get; }

    internal DefaultTerms Terms { get; set; }

    internal DateTimeOffset Now => Market.Now;

    internal AccountPath Path => Account.Ledger.Path;

    internal AuctionView View
    {
        get
        {
            var input = ExposureBuilder.Build(Account.Ledger, [], Account.View, out _);
            Assert.NotNull(input);
            return new AuctionView(Account.Ledger, input, Policy.Evaluate(input), Policy, Terms, Now);
        }
    }

    /// <summary>Moves the price, and the time by at least the second that a report takes.</summary>
    internal AuctionFixture Report(string index, int seconds = 1)
    {
        Wait(seconds - 1);
        Market.Report(index);
        return this;
    }

    internal AuctionFixture Wait(int seconds)
    {
        Market.Now = Market.Now.AddSeconds(seconds);
        return this;
    }

    /// <summary>Every move but sending orders.</summary>
    internal AuctionFixture Drive()
    {
        for (var i = 0; i < 16; i++)
        {
            var view = View;
            var moved = AccountPathDecider.Move(Account.Ledger, view.Input, view.Statement, Terms.Policy, Now);
            if (!moved.IsEmpty) Account.Append(moved);
            else if ((AuctionDecider.Watch(view) ?? AuctionDecider.Open(view)) is { } change) Account.Append(change);
            else return this;
        }

        throw new InvalidOperationException("the account moves for ever");
    }

    internal BidOffer Bid(string share, string? least = null, AccountId? bidder = null, long? auction = null) => AuctionDecider.Bid(
        View, new BidInAuction(Header($"bid-{++_bids}", _bids), Alice, auction ?? Path.Auction?.Number ?? 1, bidder ?? Bob, R(share), least is null ? null : R(least)));

    /// <summary>Takes a bid that must be taken: the market clears every trade of it.</summary>
    internal AuctionFixture Take(BidOffer offer)
    {
        Assert.Null(offer.Refusal);
        Account.Append(offer.Bid!);
        return Carry(offer.Order!);
    }

    /// <summary>Carries out an order that the market clears.</summary>
    internal AuctionFixture Carry(CloseOutOrdered ordered)
    {
        Account.Append(ordered);
        foreach (var trade in ordered.Order.Trades)
        {
            Market.Append(Cleared(trade));
            Account.Take(Market.LastLegOf(Alice));
        }

        Account.Append(AccountPathDecider.Answered(Account.Ledger, [.. ordered.Order.Trades.Select(_ => new CloseOutAnswer(Market.Ledger.Sequence))], View.Reading, Terms.Policy, Now));
        return Drive();
    }

    private Core.Clearing.Markets.MarketEvent Cleared(CloseOut order)
    {
        var admission = Core.Clearing.Markets.CloseOutDecider.Admit(Market.Ledger, Market.Clearing.InFlight, order, knownToBeNew: true, Now);
        Assert.NotNull(admission.InFlight);
        return Core.Clearing.Markets.TradeDecider.Novate(Market.Ledger, admission.InFlight, Now).Events[0];
    }
}
