using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>Everything a market refuses a trade for at once, with the numbers that bind.</summary>
public sealed class TradeRefusalTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading();

    [Fact]
    public void Admit_FieldMissing_NamesIt()
    {
        var trade = _market.Trade();
        Refused(trade with { Venue = default }, RefusalCode.RequestInvalid, "venue");
        Refused(trade with { TradeId = default }, RefusalCode.RequestInvalid, "tradeId");
        Refused(trade with { Contract = default }, RefusalCode.RequestInvalid, "contract");
        Refused(trade with { Buyer = default }, RefusalCode.RequestInvalid, "buyer");
        Refused(trade with { Seller = default }, RefusalCode.RequestInvalid, "seller");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void Admit_QuantityNotPositive_SaysWhatCame(string quantity) =>
        Refused(_market.Trade(quantity), RefusalCode.QuantityNotPositive, "quantity", available: quantity);

    [Theory]
    [InlineData("0")]
    [InlineData("-100")]
    public void Admit_PriceNotPositive_SaysWhatCame(string price) =>
        Refused(_market.Trade(price: price), RefusalCode.PriceNotPositive, "price", available: price);

    [Fact]
    public void Admit_WithOneself_NamesTheAccount() => Refused(_market.Trade(seller: Alice), RefusalCode.SelfTrade, "alice");

    [Fact]
    public void Admit_VenueNotMember_NamesIt() =>
        Expect.Refused(_market.Admit(_market.Trade(), venueIsMember: false), RefusalCode.VenueNotMember, "venue");

    [Fact]
    public void Admit_MarketNotOpen_NamesIt() => Expect.Refused(MarketBuilder.Unopened().Admit(_market.Trade()), RefusalCode.MarketUnknown, "btc");

    [Fact]
    public void Admit_ContractNotListed_NamesIt() => Refused(_market.Trade(contract: Dated), RefusalCode.ContractUnknown, "btc-mar");

    [Fact]
    public void Admit_ContractExpired_NamesIt()
    {
        _market.List(Terms.Future()).Expire(Dated, "100");
        Refused(_market.Trade(contract: Dated), RefusalCode.ContractExpired, "btc-mar");
    }

    [Theory]
    [InlineData("0.14", "0.1")]
    [InlineData("0.15", "0.2")]
    [InlineData("0.00000001", "0.1")] // the nearest valid quantity is never zero
    public void Admit_QuantityOffLot_NamesTheNearest(string quantity, string nearest) =>
        Refused(_market.Trade(quantity), RefusalCode.QuantityOffLot, "quantity", available: quantity, limit: nearest);

    [Theory]
    [InlineData("100.24", "100")]
    [InlineData("100.25", "100.5")]
    [InlineData("0.00000001", "0.5")]
    public void Admit_PriceOffTick_NamesTheNearest(string price, string nearest) =>
        Refused(_market.Trade(price: price), RefusalCode.PriceOffTick, "price", available: price, limit: nearest);

    [Fact]
    public void Admit_BeforeTheFirstPrice_NamesTheMarket() =>
        Expect.Refused(MarketBuilder.Open().List(Terms.Perpetual()).Admit(_market.Trade()), RefusalCode.PriceUnknown, "btc");

    [Fact]
    public void Admit_PriceTooOld_SaysHowOldItMayBe()
    {
        _market.Now = Start.AddSeconds(62);
        Refused(
            _market.Trade(), RefusalCode.PriceStale, "btc",
            required: "2026-01-01T00:00:02.0000000+00:00", available: "2026-01-01T00:00:01.0000000+00:00", limit: "60 s");
    }

    [Fact]
    public void Admit_PriceExactlyAsOldAsAllowed_Passes()
    {
        _market.Now = Start.AddSeconds(61);
        Assert.NotNull(_market.Admit(_market.Trade()).InFlight);
    }

    [Theory]
    [InlineData("89.5", "90")]
    [InlineData("110.5", "110")]
    public void Admit_OutsideTheBand_NamesTheBoundItCrossed(string price, string bound) =>
        Refused(_market.Trade(price: price), RefusalCode.PriceOutsideBand, "btc-perp", available: price, limit: bound);

    [Theory]
    [InlineData("90")]
    [InlineData("110")]
    public void Admit_OnTheBoundOfTheBand_Passes(string price) => Assert.NotNull(_market.Admit(_market.Trade(price: price)).InFlight);

    [Fact]
    public void Admit_OptionsBand_IsAFractionOfTheIndexAroundTheMark()
    {
        _market.List(Terms.Option(OptionRight.Call)).Report("100", new ContractMark(Call, P("7")));
        Assert.NotNull(_market.Admit(_market.Trade(price: "17", contract: Call)).InFlight);
        Assert.NotNull(_market.Admit(_market.Trade(price: "0.5", contract: Call)).InFlight);
        Refused(_market.Trade(price: "17.5", contract: Call), RefusalCode.PriceOutsideBand, "btc-100-c", available: "17.5", limit: "17");
    }

    [Theory]
    [InlineData("92233720368.5", "100")]
    [InlineData("92233720368.54775807", "100")]
    [InlineData("1", "92233720368.5")]
    public void Admit_BeyondTheLedgersRange_IsRefusedAndDoesNotThrow(string quantity, string price)
    {
        _market.Configure(new MarketParameters { PositionLimit = Quantity.MaxValue, OpenInterestLimit = Quantity.MaxValue, PriceBand = R("10") });
        _market.Clear(_market.Trade());
        Assert.Contains(
            _market.Admit(_market.Trade(quantity, price)).Outcome?.Refusal?.Code, new RefusalCode?[] { RefusalCode.AmountOutOfRange, RefusalCode.PriceOutsideBand });
    }

    [Fact]
    public void Admit_QuantityTimesMultiplierBeyondTheRange_IsRefusedAndDoesNotThrow()
    {
        _market.Configure(new MarketParameters { PositionLimit = Quantity.MaxValue, OpenInterestLimit = Quantity.MaxValue });
        _market.List(Terms.Perpetual("big", "1000000"));
        _market.Report("100");
        var trade = _market.Trade("1000000", contract: ContractId.Create("big"));
        Refused(trade, RefusalCode.AmountOutOfRange, trade.TradeId.Value);
    }

    private void Refused(
        ClearTrade trade, RefusalCode code, string? subject = null, string? required = null, string? available = null, string? limit = null) =>
        Expect.Refused(_market.Admit(trade), code, subject, required, available, limit);
}
