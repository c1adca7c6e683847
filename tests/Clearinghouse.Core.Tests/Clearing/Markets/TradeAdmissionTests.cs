using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>What an admitted trade asks of its accounts, what is answered to one that was cleared before, and what is novated.</summary>
public sealed class TradeAdmissionTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading();

    [Fact]
    public void Admit_AsksBothAccounts_ForTheirSideOfTheFill()
    {
        var trade = _market.Trade("2.5", "100.5");
        var admitted = _market.Admit(trade).InFlight!;
        var (buyer, seller) = (admitted.Buyer, admitted.Seller);
        Assert.Equal((Btc, Pool, trade.Key, Perp), (buyer.Market, buyer.Pool, buyer.Trade, buyer.Contract));
        Assert.Equal((Q("2.5"), P("100.5"), A("0.05025"), _market.Now.AddSeconds(30)), (buyer.Quantity, buyer.Price, buyer.Fee, buyer.LapsesAt)); // 251.25 × 0.0002
        Assert.Equal(buyer with { Quantity = Q("-2.5") }, seller);
        Assert.Equal(Q("2.5"), admitted.OpenInterestIncrease);
    }

    [Fact]
    public void Admit_FeeThatDoesNotDivide_RoundsUp()
    {
        var market = MarketBuilder.Open(new() { FeeRate = R("0.000001") }).List(Terms.Perpetual() with { Tick = P("0.00000001"), Lot = Q("0.00000001") }).Report("0.00000001");
        Assert.Equal(1, market.Admit(market.Trade("0.00000001", "0.00000001")).InFlight!.Buyer.Fee.Raw);
    }

    [Fact]
    public void Admit_SameTradeAgain_ExistsAtItsSequence()
    {
        var trade = _market.Trade();
        _market.Clear(trade);
        Assert.Equal(new ClearOutcome(trade.TradeId, ClearStatus.Exists, _market.Ledger.Sequence), _market.Admit(trade).Outcome);
    }

    [Fact]
    public void Admit_SameTradeAgain_NeedsNoMemberNoPriceAndNoContract()
    {
        _market.List(Terms.Future());
        var trade = _market.Trade(contract: Dated);
        _market.Clear(trade).Expire(Dated, "100");
        Assert.Equal(ClearStatus.Exists, _market.Admit(trade, venueIsMember: false).Outcome?.Status);
    }

    [Fact]
    public void Admit_IdUsedForAnotherTrade_NamesTheFirstFieldThatDiffers()
    {
        var trade = _market.Trade();
        _market.Clear(trade);
        var other = trade with { Sequence = 99 };
        Differs(ClearStatus.ExistsWithDifferentSequence, other);
        Differs(ClearStatus.ExistsWithDifferentQuantity, other = other with { Quantity = Q("2") });
        Differs(ClearStatus.ExistsWithDifferentPrice, other = other with { Price = P("101") });
        Differs(ClearStatus.ExistsWithDifferentSeller, other = other with { Seller = Carol });
        Differs(ClearStatus.ExistsWithDifferentBuyer, other = other with { Buyer = Bob });
        Differs(ClearStatus.ExistsWithDifferentContract, other with { Contract = Dated });

        void Differs(ClearStatus status, ClearTrade submitted) =>
            Assert.Equal(new ClearOutcome(trade.TradeId, status, _market.Ledger.Sequence), _market.Admit(submitted).Outcome);
    }

    [Fact]
    public void Admit_SameIdOfAnotherVenue_IsAnotherTrade()
    {
        var trade = _market.Trade();
        _market.Clear(trade);
        Assert.NotNull(_market.Admit(trade with { Venue = VenueId.Create("elsewhere") }).InFlight);
    }

    [Fact]
    public void Admit_PriceStaleAndBothReduce_Passes()
    {
        _market.Clear(_market.Trade("2"));
        _market.Now = _market.Now.AddHours(1);
        Assert.NotNull(_market.Admit(_market.Trade("2", buyer: Bob, seller: Alice)).InFlight);
    }

    [Fact]
    public void Admit_PriceStaleAndOneSideGrows_IsRefused()
    {
        _market.Clear(_market.Trade("2"));
        _market.Now = _market.Now.AddHours(1);
        Assert.Equal(RefusalCode.PriceStale, CodeOf(_market.Trade("2", buyer: Carol, seller: Alice)));
        Assert.Equal(RefusalCode.PriceStale, CodeOf(_market.Trade("2", buyer: Bob, seller: Carol)));
        Assert.Equal(RefusalCode.PriceStale, CodeOf(_market.Trade("2.1", buyer: Bob, seller: Alice))); // through zero
    }

    [Fact]
    public void Admit_PriceStaleAndTradesInFlightUseTheReductionUp_IsRefused()
    {
        _market.Clear(_market.Trade("2"));
        _market.Now = _market.Now.AddHours(1);
        _market.Begin(_market.Trade("1.5", buyer: Bob, seller: Alice));
        Assert.NotNull(_market.Admit(_market.Trade("0.5", buyer: Bob, seller: Alice)).InFlight);
        Assert.Equal(RefusalCode.PriceStale, CodeOf(_market.Trade("0.6", buyer: Bob, seller: Alice)));
    }

    [Fact]
    public void Admit_SeveralReasons_GivesThemInTheOrderTheyAreAsked()
    {
        // Wrong in everything; mended one by one.
        var market = MarketBuilder.Unopened();
        var trade = _market.Trade("-0.05", "-0.3", seller: Alice) with { Buyer = default };
        AssertNext(RefusalCode.RequestInvalid, trade);
        AssertNext(RefusalCode.QuantityNotPositive, trade = trade with { Buyer = Alice });
        AssertNext(RefusalCode.PriceNotPositive, trade = trade with { Quantity = Q("2.05") });
        AssertNext(RefusalCode.SelfTrade, trade = trade with { Price = P("200.3") });
        AssertNext(RefusalCode.VenueNotMember, trade = trade with { Seller = Bob }, venueIsMember: false);
        AssertNext(RefusalCode.MarketUnknown, trade);
        market = MarketBuilder.Open(new() { PositionLimit = Q("1"), OpenInterestLimit = Q("0.5") });
        AssertNext(RefusalCode.ContractUnknown, trade);
        market.List(Terms.Perpetual());
        AssertNext(RefusalCode.QuantityOffLot, trade);
        AssertNext(RefusalCode.PriceOffTick, trade = trade with { Quantity = Q("2") });
        AssertNext(RefusalCode.PriceUnknown, trade = trade with { Price = P("200") });
        market.Report("100").Now = Start.AddDays(1);
        AssertNext(RefusalCode.PriceStale, trade);
        market.Report("100");
        AssertNext(RefusalCode.PriceOutsideBand, trade);
        AssertNext(RefusalCode.PositionLimit, trade = trade with { Price = P("100") });
        AssertNext(RefusalCode.OpenInterestLimit, trade = trade with { Quantity = Q("1") });
        Assert.NotNull(market.Admit(trade with { Quantity = Q("0.5") }).InFlight);

        void AssertNext(RefusalCode code, ClearTrade submitted, bool venueIsMember = true) =>
            Assert.Equal(code, market.Admit(submitted, venueIsMember).Outcome?.Refusal?.Code);
    }

    [Fact]
    public void Novate_WritesBothLegs_WithTheSnapshotAndTheFundingOfTheMoment()
    {
        _market.Clear(_market.Trade()).Accrue(Perp, "0.01").Report("102");
        var inFlight = _market.Begin(_market.Trade("2", "103"));
        var cleared = Assert.IsType<TradeCleared>(Assert.Single(TradeDecider.Novate(_market.Ledger, inFlight, _market.Now).Events));
        Assert.Equal(new TradeLeg(Alice, Q("2"), A("0.0412"), 4), cleared.Buyer);
        Assert.Equal(new TradeLeg(Bob, Q("-2"), A("0.0412"), 4), cleared.Seller);
        Assert.Equal((_market.Ledger.Snapshot!.Version, P("102"), P("1"), _market.Now), (cleared.SnapshotVersion, cleared.MarkPrice, cleared.FundingIndex, cleared.At));
    }

    [Fact]
    public void Novate_ContractExpiredMeanwhile_IsRefused()
    {
        _market.List(Terms.Future());
        var inFlight = _market.Begin(_market.Trade(contract: Dated));
        _market.Expire(Dated, "100");
        Expect.Refused(TradeDecider.Novate(_market.Ledger, inFlight, _market.Now), RefusalCode.ContractExpired, "btc-mar");
    }

    private RefusalCode? CodeOf(ClearTrade trade) => _market.Admit(trade).Outcome?.Refusal?.Code;
}
