using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>Opening, listing and pricing a market.</summary>
public sealed class MarketDeciderTests
{
    [Fact]
    public void Configure_FirstTime_OpensTheMarket()
    {
        var market = MarketBuilder.Open(new MarketParameters { PriceBand = R("0.2") });
        Assert.Equal((Pool, R("0.2")), (market.Ledger.Pool, market.Ledger.Parameters.PriceBand));
        Assert.IsType<MarketConfigured>(Assert.Single(market.Journal));
    }

    [Fact]
    public void Configure_WithoutPool_NamesIt() => Expect.Refused(Configure(MarketBuilder.Unopened(), pool: default(PoolId)), RefusalCode.RequestInvalid, "pool");

    [Fact]
    public void Configure_UnderAnotherPool_NamesTheFirst() =>
        Expect.Refused(Configure(MarketBuilder.Open(), OtherPool), RefusalCode.MarketExistsWithDifferentPool, "main");

    [Fact]
    public void Configure_ParameterOutOfRange_NamesItAndItsRange()
    {
        Bad("initialMarginRate", "above 0 and at most 1", new() { InitialMarginRate = R("0") });
        Bad("initialMarginRate", "above 0 and at most 1", new() { InitialMarginRate = R("1.000001") });
        Bad("maintenanceMarginRate", "above 0 and at most the initial rate", new() { MaintenanceMarginRate = R("0") });
        Bad("maintenanceMarginRate", "above 0 and at most the initial rate", new() { MaintenanceMarginRate = R("0.100001") });
        Bad("feeRate", "from 0 to 0.1", new() { FeeRate = R("-0.000001") });
        Bad("feeRate", "from 0 to 0.1", new() { FeeRate = R("0.100001") });
        Bad("priceBand", "above 0 and at most 10", new() { PriceBand = R("0") });
        Bad("priceBand", "above 0 and at most 10", new() { PriceBand = R("10.000001") });
        Bad("positionLimit", "positive", new() { PositionLimit = Quantity.Zero });
        Bad("openInterestLimit", "positive", new() { OpenInterestLimit = Quantity.Zero });
        Bad("priceMaxAgeSeconds", "positive", new() { PriceMaxAgeSeconds = 0 });
        Bad("fundingRateCap", "from 0 to 1", new() { FundingRateCap = R("-0.000001") });
        Bad("fundingRateCap", "from 0 to 1", new() { FundingRateCap = R("1.000001") });

        static void Bad(string field, string range, MarketParameters parameters) =>
            Expect.Refused(Configure(MarketBuilder.Unopened(), Pool, parameters), RefusalCode.ParametersInvalid, field, limit: range);
    }

    [Fact]
    public void Configure_ParametersAtTheEndsOfTheirRanges_ArePossible()
    {
        var most = new MarketParameters
        {
            InitialMarginRate = R("1"),
            MaintenanceMarginRate = R("1"),
            FeeRate = R("0.1"),
            PriceBand = R("10"),
            FundingRateCap = R("1"),
        };
        Assert.Null(most.Check());
        var least = new MarketParameters
        {
            InitialMarginRate = R("0.000001"),
            MaintenanceMarginRate = R("0.000001"),
            FeeRate = R("0"),
            PriceBand = R("0.000001"),
            FundingRateCap = R("0"),
            PositionLimit = Quantity.FromRaw(1),
            OpenInterestLimit = Quantity.FromRaw(1),
            PriceMaxAgeSeconds = 1,
        };
        Assert.Null(least.Check());
    }

    [Fact]
    public void List_BeforeTheMarketIsOpen_IsRefused() =>
        Expect.Refused(List(MarketBuilder.Unopened(), Terms.Perpetual()), RefusalCode.MarketUnknown, "btc");

    [Fact]
    public void List_BadTerms_AreRefused() =>
        Assert.Equal("tick", List(MarketBuilder.Open(), Terms.Perpetual() with { Tick = Price.Zero }).Refusal?.Subject);

    [Fact]
    public void List_SameTermsByAnotherCommand_Exist()
    {
        var market = MarketBuilder.Open().List(Terms.Perpetual());
        Assert.Equal(CommandStatus.Exists, List(market, Terms.Perpetual()).Status);
        Expect.Refused(
            List(market, Terms.Perpetual() with { Tick = P("0.1") }), RefusalCode.ContractExistsWithDifferentTerms, "btc-perp");
    }

    [Fact]
    public void OnceThereIsAPrice_EveryChange_PublishesTheSamePricesAnew()
    {
        var market = MarketBuilder.Trading().List(Terms.Option(OptionRight.Call)).Report("101", new ContractMark(Call, P("7")));
        var before = market.Ledger.Snapshot!;
        market.Configure(new MarketParameters { PriceBand = R("0.5") });
        var after = market.Ledger.Snapshot!;
        Assert.Equal((before.Version + 1, before.ObservedAt, before.IndexPrice, R("0.5")), (after.Version, after.ObservedAt, after.IndexPrice, after.Parameters.PriceBand));
        Assert.Equal(P("7"), after.Find(Call)!.MarkPrice);
        Assert.Equal(after.Version + 1, market.Accrue(Perp, "0.01").Ledger.Snapshot!.Version);
        Assert.NotNull(market.List(Terms.Future()).Ledger.Snapshot!.Find(Dated));
    }

    [Fact]
    public void Report_MarksContractsThatWereLeftOut_AtTheirSettlementValue()
    {
        var market = MarketBuilder.Trading().List(Terms.Option(OptionRight.Call)).List(Terms.Future());
        market.Report("130", new ContractMark(Dated, P("131.5")));
        Assert.Equal((P("130"), P("131.5"), P("30")), (MarkOf(Perp), MarkOf(Dated), MarkOf(Call)));
        market.Report("90"); // a mark that is not repeated is gone
        Assert.Equal((P("90"), P("90"), P("0")), (MarkOf(Perp), MarkOf(Dated), MarkOf(Call)));

        Price MarkOf(ContractId contract) => market.Ledger.Snapshot!.Find(contract)!.MarkPrice;
    }

    [Fact]
    public void Report_Refusals_NameWhatIsWrong()
    {
        var market = MarketBuilder.Trading();
        Expect.Refused(Report(MarketBuilder.Unopened(), "100"), RefusalCode.MarketUnknown, "btc");
        Expect.Refused(Report(market, "0"), RefusalCode.PriceNotPositive, "indexPrice", available: "0");
        Expect.Refused(Report(market, "100", new ContractMark(Dated, P("1"))), RefusalCode.ContractUnknown, "btc-mar");
        Expect.Refused(Report(market, "100", new ContractMark(Perp, P("-1"))), RefusalCode.PriceNotPositive, "btc-perp", available: "-1");
        Expect.Refused(Report(market, "100", new ContractMark(Perp, P("1")), new ContractMark(Perp, P("2"))), RefusalCode.RequestInvalid, "marks");
        var noMarks = new ReportPrices(Header("r"), Start.AddDays(1), P("100"), default);
        Expect.Refused(MarketDecider.Decide(market.Ledger, market.Clearing.Marks, noMarks, market.Now), RefusalCode.RequestInvalid, "marks");
    }

    [Fact]
    public void Report_OlderThanTheLast_IsRefused() => Expect.Refused(
        MarketDecider.Decide(MarketBuilder.Trading().Ledger, new MarkBook(), new ReportPrices(Header("r"), Start, P("101"), []), Start),
        RefusalCode.PriceReportOutOfOrder, "btc", required: "2026-01-01T00:00:01.0000000+00:00", available: "2026-01-01T00:00:00.0000000+00:00");

    [Fact]
    public void Report_SameAgain_ExistsAndAnythingElseOfThatTimeIsRefused()
    {
        var market = MarketBuilder.Trading().Report("101", new ContractMark(Perp, P("101.5")));
        Assert.Equal(CommandStatus.Exists, Again("101", new ContractMark(Perp, P("101.5"))));
        Assert.Equal(CommandStatus.Refused, Again("102", new ContractMark(Perp, P("101.5"))));
        Assert.Equal(CommandStatus.Refused, Again("101", new ContractMark(Perp, P("102"))));
        Assert.Equal(CommandStatus.Refused, Again("101"));

        CommandStatus Again(string index, params ContractMark[] marks) =>
            MarketDecider.Decide(market.Ledger, market.Clearing.Marks, new ReportPrices(Header("again"), market.Now, P(index), [.. marks]), market.Now).Status;
    }

    private static Core.Clearing.Decision<MarketEvent> Configure(MarketBuilder market, PoolId pool, MarketParameters? parameters = null) =>
        MarketDecider.Decide(market.Ledger, new ConfigureMarket(Header("x", 99), pool, parameters ?? new()), market.Now);

    private static Core.Clearing.Decision<MarketEvent> List(MarketBuilder market, Contract terms) =>
        MarketDecider.Decide(market.Ledger, new ListContract(Header("x", 99), terms), market.Now);

    private static Core.Clearing.Decision<MarketEvent> Report(MarketBuilder market, string index, params ContractMark[] marks) =>
        MarketDecider.Decide(market.Ledger, market.Clearing.Marks, new ReportPrices(Header("x", 99), market.Now.AddSeconds(1), P(index), [.. marks]), market.Now);
}
