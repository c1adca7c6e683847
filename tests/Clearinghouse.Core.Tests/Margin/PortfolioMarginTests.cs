using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Margin;

/// <summary>Margin by scenarios: laws of the statistic, the floor, the contingencies, and that a statement adds up.</summary>
public sealed class PortfolioMarginTests
{
    private static readonly RiskParameters NoExtras = new() { BasisRate = Ratio.Zero, ShortOptionRate = Ratio.Zero };
    private static readonly MarketSnapshot BtcMarket = Snapshot(Btc, "100", NoExtras, Terms.Perpetual(), Terms.Future(), Terms.Option(OptionRight.Call), Terms.Option(OptionRight.Put, id: "btc-100-p"));
    private static readonly MarketSnapshot EthMarket = Snapshot(Eth, "50", NoExtras, Terms.Perpetual("eth-perp"));
    private static readonly PortfolioMargin NoFloor = new(new PortfolioMarginParameters { GrossFloorShare = 0 });
    private static readonly Gen<(int Perp, int Future, int Eth)> Books = Gen.Select(Gen.Int[-50, 50], Gen.Int[-50, 50], Gen.Int[-50, 50]);

    [Fact]
    public void Evaluate_Nothing_NeedsNothing()
    {
        var statement = Portfolio.Evaluate(Input("100"));
        Assert.Equal((A("100"), A("0"), A("0"), (string?)null), (statement.Equity, statement.InitialMargin, statement.MaintenanceMargin, statement.WorstScenario));
    }

    [Fact]
    public void Evaluate_OnePosition_NeedsTheWorstOfItsScenarios_AndNamesIt()
    {
        var set = ScenarioSet.Default with { Grid = [new GridScenario("down", -1, VolatilityMove.None), new GridScenario("up", 1, VolatilityMove.None)], Stress = [] };
        var exposure = Exposure(BtcMarket, "btc-perp", Q("3"), set);
        var statement = Portfolio.Evaluate(Input("1000", exposure));

        // 3.5 standard deviations of 4 %: a fall to e^-0.14.
        Assert.Equal(300 * (1 - Math.Exp(-0.14)), statement.InitialMargin.ToDouble(), 1e-9);
        Assert.Equal(0.75 * 300 * (1 - Math.Exp(-0.14)), statement.MaintenanceMargin.ToDouble(), 1e-9);
        Assert.Equal("btc: down", statement.WorstScenario);
        Assert.Equal(300 * (Math.Exp(0.14) - 1), Portfolio.Evaluate(Input("1000", Exposure(BtcMarket, "btc-perp", Q("-3"), set))).InitialMargin.ToDouble(), 1e-9);
    }

    [Fact]
    public void ScanRisk_EqualsRepricingTheWholePortfolioInEveryScenario() => Books.Sample(book =>
    {
        var exposures = Exposures(book);
        var losses = Enumerable.Range(0, AllDays.History.Dates.Length).Select(day => -exposures.Sum(exposure =>
        {
            // In full: the position's value at the moved mark, less its value now.
            var mark = exposure.Contract.MarkPrice.ToDouble();
            var moved = mark * Math.Exp(AllDays.History.MoveOf(exposure.Market, day) * 0.04);
            return exposure.Position.Quantity.ToDouble() * (moved - mark);
        })).OrderDescending().ToList();
        var shortfall = Math.Max(0, losses.Take(TailLoss.CountOf(losses.Count, 0.975)).Average());
        var onlyHistory = AllDays with { Grid = [], Stress = [] };
        Assert.Equal(shortfall, Scan(NoFloor.Evaluate(Input("0", Exposures(book, onlyHistory)))), 1e-6 * (1 + shortfall));
    }, iter: 200);

    [Fact]
    public void ScanRisk_IsSubadditive_SoAHedgeNeverNeedsMoreThanBothApart() => Gen.Select(Books, Books).Sample((left, right) =>
    {
        var both = Scan(NoFloor.Evaluate(Input("0", Exposures((left.Perp + right.Perp, left.Future + right.Future, left.Eth + right.Eth)))));
        Assert.True(both <= Scan(NoFloor.Evaluate(Input("0", Exposures(left)))) + Scan(NoFloor.Evaluate(Input("0", Exposures(right)))) + 1e-6);
    }, iter: 300);

    [Fact]
    public void ScanRisk_OfATimesLargerBook_IsTimesAsLarge() => Gen.Select(Books, Gen.Int[1, 20]).Sample((book, factor) =>
    {
        var one = Scan(NoFloor.Evaluate(Input("0", Exposures(book))));
        Assert.Equal(factor * one, Scan(NoFloor.Evaluate(Input("0", Exposures((factor * book.Perp, factor * book.Future, factor * book.Eth))))), 1e-6 * (1 + (factor * one)));
    }, iter: 200);

    [Fact]
    public void InitialMargin_GrowsWithVolatility() => Gen.Select(Books, Gen.Int[1, 100_000], Gen.Int[0, 100_000]).Sample((book, ppm, more) =>
    {
        Amount At(int volatility) => Portfolio.Evaluate(Input("0", Exposures((book.Perp, 0, 0), volatility: volatility))).InitialMargin;
        Assert.True(At(ppm + more) >= At(ppm));
    }, iter: 200);

    [Fact]
    public void InitialMargin_IsNeverBelowTheShareOfItsLegs() => Books.Sample(book =>
    {
        var statement = Portfolio.Evaluate(Input("0", Exposures(book)));
        var gross = statement.Lines.Sum(line => line.InitialMargin.ToDouble());
        Assert.True(statement.InitialMargin.ToDouble() >= (0.5 * gross) - 1e-9);
        Assert.True(statement.MaintenanceMargin <= statement.InitialMargin);
        Assert.Equal(statement.InitialMargin, statement.Components.Aggregate(Amount.Zero, (sum, component) => sum + component.Initial));
        Assert.Equal(statement.MaintenanceMargin, statement.Components.Aggregate(Amount.Zero, (sum, component) => sum + component.Maintenance));
    }, iter: 200);

    [Fact]
    public void PerfectHedge_PaysTheFloorAndTheBasis()
    {
        var market = Snapshot(Btc, "100", new RiskParameters { BasisRate = R("0.01") }, Terms.Perpetual(), Terms.Future());
        var statement = Portfolio.Evaluate(Input("0", Exposure(market, "btc-perp", Q("10")), Exposure(market, "btc-mar", Q("-10"))));
        var gross = statement.Lines.Sum(line => line.InitialMargin.ToDouble());
        Assert.Equal((gross / 2) + 10, statement.InitialMargin.ToDouble(), 1e-6); // 1 % of the 1,000 that offset
        Assert.Equal("btc", statement.Components.Single(component => component.Kind == MarginComponentKind.Basis).Detail);
    }

    [Fact]
    public void TradesInFlight_CountWhereTheyLose_WhicheverOfThemHappen() => Gen.Select(Books, Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((book, buys, sells, bought, sold) =>
    {
        var exposures = Exposures(book);
        var pending = exposures[0] with { PendingBuys = Quantity.FromInteger(buys), PendingSells = Quantity.FromInteger(sells) };
        var asked = Portfolio.Evaluate(Input("0", [pending, .. exposures[1..]])).InitialMargin;
        var after = Exposures((book.Perp + Math.Min(bought, buys) - Math.Min(sold, sells), book.Future, book.Eth));
        Assert.True(asked.ToDouble() >= Portfolio.Evaluate(Input("0", after)).InitialMargin.ToDouble() - 1e-6);
    }, iter: 300);

    [Fact]
    public void NakedShortOption_PaysARateOfTheIndex_AndASpreadDoesNot()
    {
        var market = Snapshot(Btc, "100", new RiskParameters { ShortOptionRate = R("0.02") }, Terms.Option(OptionRight.Call), Terms.Option(OptionRight.Call, "120", "btc-120-c"));
        Amount Charge(params (string Contract, string Quantity)[] legs) => Portfolio.Evaluate(Input("0", legs.Select(leg => Exposure(market, leg.Contract, Q(leg.Quantity)))))
            .Components.Where(component => component.Kind == MarginComponentKind.ShortOptions).Aggregate(Amount.Zero, (sum, component) => sum + component.Initial);
        Assert.Equal(10, Charge(("btc-100-c", "-5")).ToDouble(), 1e-9);
        Assert.Equal(0, Charge(("btc-100-c", "-5"), ("btc-120-c", "5")).ToDouble(), 1e-9);
        Assert.Equal(0, Charge(("btc-100-c", "5")).ToDouble(), 1e-9);
    }

    [Fact]
    public void PositionBeyondTheMarketsDepth_PaysForTheTimeItTakes()
    {
        var market = Snapshot(Btc, "100", NoExtras with { DepthNotional = A("1000") }, Terms.Perpetual());
        Assert.DoesNotContain(Components("10"), component => component.Kind == MarginComponentKind.Concentration);
        var charge = Components("-40").Single(component => component.Kind == MarginComponentKind.Concentration);
        Assert.Equal(4000 * 0.14 * (Math.Sqrt(4) - 1), charge.Initial.ToDouble(), 1e-6);

        IEnumerable<MarginComponent> Components(string quantity) => Portfolio.Evaluate(Input("0", Exposure(market, "btc-perp", Q(quantity)))).Components;
    }

    [Fact]
    public void LeverageLimit_AsksForNotionalDividedByIt()
    {
        var statement = Portfolio.Evaluate(Input("1000", Exposure(BtcMarket, "btc-perp", Q("10"))) with { Terms = new MarginTerms(MarginMode.Portfolio, R("2")) });
        Assert.Equal(A("500"), statement.InitialMargin);
        Assert.Contains(statement.Components, component => component.Kind == MarginComponentKind.LeverageLimit);
        Assert.Equal(1, statement.Leverage);
    }

    [Theory]
    [InlineData(0.4, 0.5, 0.75, "Confidence")]
    [InlineData(double.NaN, 0.5, 0.75, "Confidence")]
    [InlineData(0.9, 1.1, 0.75, "GrossFloorShare")]
    [InlineData(0.9, 0.5, 0, "MaintenanceFactor")]
    public void Parameters_OutOfRange_AreNamed(double confidence, double floor, double maintenance, string name) => Assert.Contains(
        name,
        Assert.Throws<ArgumentException>(() => new PortfolioMargin(new() { Confidence = confidence, GrossFloorShare = floor, MaintenanceFactor = maintenance })).Message,
        StringComparison.Ordinal);

    private static double Scan(MarginStatement statement) =>
        statement.Components.Where(component => component.Kind == MarginComponentKind.ScanRisk).Sum(component => component.Initial.ToDouble());

    private static ContractExposure[] Exposures((int Perp, int Future, int Eth) book, ScenarioSet? scenarios = null, int volatility = 40_000)
    {
        var risk = NoExtras with { DailyVolatility = Ratio.FromPpm(volatility) };
        var (btc, eth) = (BtcMarket with { Parameters = new() { Risk = risk } }, EthMarket with { Parameters = new() { Risk = risk } });
        return
        [
            Exposure(btc, "btc-perp", Quantity.FromInteger(book.Perp), scenarios),
            Exposure(btc, "btc-mar", Quantity.FromInteger(book.Future), scenarios),
            Exposure(eth, "eth-perp", Quantity.FromInteger(book.Eth), scenarios),
        ];
    }
}
