using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

public sealed class FundingAndExpiryTests
{
    [Theory]
    [InlineData("0.01")]
    [InlineData("-0.01")]
    [InlineData("0")]
    public void Accrue_WithinTheCap_MovesTheIndexByRateTimesMark(string rate)
    {
        var market = MarketBuilder.Trading().Accrue(Perp, "0.005").Report("102", new ContractMark(Perp, P("104"))).Accrue(Perp, rate);
        var accrued = market.Journal.OfType<FundingAccrued>().Last();
        Assert.Equal(P("104"), accrued.MarkPrice);
        Assert.Equal(P("0.5") + P("104").Times(R(rate), Rounding.HalfEven), accrued.Index);
        Assert.Equal(accrued.Index, market.Ledger.Snapshot!.Find(Perp)!.FundingIndex);
    }

    [Theory]
    [InlineData("0.00000050", "0")] // half a unit of the last decimal, to the even neighbour
    [InlineData("0.00000051", "0.00000001")]
    [InlineData("0.00000150", "0.00000002")]
    [InlineData("0.00000250", "0.00000002")]
    public void Accrue_IndexThatDoesNotDivide_RoundsHalfEven(string index, string expected)
    {
        var market = MarketBuilder.Open().List(Terms.Perpetual()).Report(index).Accrue(Perp, "0.01");
        Assert.Equal(P(expected), market.Ledger.FindContract(Perp)!.FundingIndex);
        Assert.Equal(Price.Zero, market.Accrue(Perp, "-0.01").Ledger.FindContract(Perp)!.FundingIndex);
    }

    [Theory]
    [InlineData("0.010001")]
    [InlineData("-0.010001")]
    public void Accrue_OutsideTheCap_IsRefused(string rate) =>
        Expect.Refused(Accrue(MarketBuilder.Trading(), Perp, rate), RefusalCode.FundingRateOutsideCap, "btc-perp", available: rate, limit: "0.01");

    [Fact]
    public void Accrue_WhereThereIsNoFunding_IsRefused()
    {
        var market = MarketBuilder.Open().List(Terms.Perpetual()).List(Terms.Future());
        Expect.Refused(Accrue(market, Call), RefusalCode.ContractUnknown, "btc-100-c");
        Expect.Refused(Accrue(market, Dated), RefusalCode.SettlementNotApplicable, "btc-mar");
        Expect.Refused(Accrue(market, Perp), RefusalCode.PriceUnknown, "btc");
    }

    [Fact]
    public void Expire_Refusals_NameWhatIsMissing()
    {
        var market = MarketBuilder.Trading().List(Terms.Future());
        Expect.Refused(Expire(market, Call), RefusalCode.ContractUnknown, "btc-100-c");
        Expect.Refused(Expire(market, Perp), RefusalCode.SettlementNotApplicable, "btc-perp");
        Expect.Refused(Expire(market, Dated, "-1"), RefusalCode.PriceNotPositive, "indexPrice");
        Expect.Refused(
            Expire(market, Dated, now: Terms.Expiry.AddTicks(-1)), RefusalCode.ContractNotExpired, "btc-mar",
            required: "2026-03-27T08:00:00.0000000+00:00", available: "2026-03-27T07:59:59.9999999+00:00");
        Expect.Refused(Expire(market.Expire(Dated, "100"), Dated), RefusalCode.ContractExpired, "btc-mar");
    }

    [Theory]
    [InlineData(OptionRight.Call, "130", "30")]
    [InlineData(OptionRight.Put, "130", "0")]
    [InlineData(OptionRight.Put, "0", "100")]
    public void Expire_Option_ClosesEverybodyAtWhatExerciseIsWorth(OptionRight right, string index, string worth)
    {
        var market = MarketBuilder.Trading().List(Terms.Option(right)).Report("100", new ContractMark(Call, P("7")));
        market.Clear(market.Trade("2", "7", contract: Call)).Expire(Call, index);
        var settled = Assert.Single(market.Journal.OfType<PositionsSettled>());
        Assert.Equal((Call, P(worth)), (settled.Contract, settled.Price));
        Assert.Equal([new TradeLeg(Alice, Q("-2"), Amount.Zero, 7), new TradeLeg(Bob, Q("2"), Amount.Zero, 7)], settled.Legs);
        var contract = market.Ledger.FindContract(Call)!;
        Assert.Equal((ContractStatus.Expired, P(worth), Quantity.Zero), (contract.Status, contract.SettlementPrice, contract.OpenInterest));
        Assert.Equal(P(worth), market.Ledger.Snapshot!.Find(Call)!.MarkPrice);
    }

    [Fact]
    public void Expire_WithoutHolders_SettlesAllTheSame()
    {
        var market = MarketBuilder.Trading().List(Terms.Future()).Expire(Dated, "100");
        Assert.Empty(market.Journal.OfType<PositionsSettled>());
        Assert.Equal(ContractStatus.Expired, market.Ledger.FindContract(Dated)!.Status);
    }

    [Fact]
    public void Expire_MoreHoldersThanOneEventTakes_ClosesAllInSeveralEventsThatSumToZero()
    {
        var market = MarketBuilder.Trading().List(Terms.Future());
        for (var i = 0; i < 150; i++)
            market.Clear(market.Trade($"{(i % 7) + 1}", buyer: AccountId.Create($"long-{i}"), seller: AccountId.Create($"short-{i}"), contract: Dated));
        market.Clear(market.Trade("1", buyer: Carol, seller: AccountId.Create("closed"), contract: Dated));
        market.Clear(market.Trade("1", buyer: AccountId.Create("closed"), seller: Carol, contract: Dated));
        market.Expire(Dated, "100");

        var settled = market.Journal.OfType<PositionsSettled>().ToList();
        Assert.Equal([256, 44], settled.Select(e => e.Legs.Length));
        var legs = settled.SelectMany(e => e.Legs).ToList();
        Assert.Equal(legs.Select(leg => leg.Account).Order(), legs.Select(leg => leg.Account)); // each once, in order
        Assert.Equal(300, legs.Select(leg => leg.Account).Distinct().Count());
        Assert.Equal(Quantity.Zero, legs.Aggregate(Quantity.Zero, (sum, leg) => sum + leg.Quantity));
        Assert.All(market.Ledger.Accounts.Values, account => Assert.Equal(Quantity.Zero, account.QuantityOf(Dated)));
        Assert.Equal(Quantity.Zero, market.Ledger.FindContract(Dated)!.OpenInterest);
    }

    private static Decision<MarketEvent> Accrue(MarketBuilder market, ContractId contract, string rate = "0.001") =>
        MarketDecider.Decide(market.Ledger, new AccrueFunding(Header("x", 99), contract, R(rate)), market.Now);

    private static Decision<MarketEvent> Expire(MarketBuilder market, ContractId contract, string index = "100", DateTimeOffset? now = null) =>
        MarketDecider.Decide(market.Ledger, new ExpireContract(Header("x", 99), contract, P(index)), now ?? Terms.Expiry);
}
