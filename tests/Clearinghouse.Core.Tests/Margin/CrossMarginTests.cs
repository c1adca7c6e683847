using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Margin;

/// <summary>Margin at fixed rates: 10 % initial, 5 % maintenance; the numbers are computed by hand.</summary>
public sealed class CrossMarginTests
{
    [Fact]
    public void Evaluate_Nothing_NeedsNothing()
    {
        var statement = Evaluate("100");
        Assert.Equal((A("100"), A("0"), A("0"), A("100")), (statement.Equity, statement.InitialMargin, statement.MaintenanceMargin, statement.FreeCollateral));
        Assert.Empty(statement.Lines);
    }

    [Theory]
    [InlineData("5", "110", "55", "27.5", "150")] // long 5 from 100: 550 of notional, 50 of profit
    [InlineData("5", "90", "45", "22.5", "50")]
    [InlineData("-5", "110", "55", "27.5", "50")]
    [InlineData("-5", "90", "45", "22.5", "150")]
    public void Evaluate_LinearPosition_NeedsRateTimesNotionalAtTheMark(string quantity, string mark, string initial, string maintenance, string equity)
    {
        var statement = Evaluate("100", Exposure(Terms.Perpetual(), quantity, entry: "100", mark: mark));
        Assert.Equal((A(initial), A(maintenance), A(equity)), (statement.InitialMargin, statement.MaintenanceMargin, statement.Equity));
        var line = Assert.Single(statement.Lines);
        Assert.Equal((Q(quantity), P(mark), A(equity) - A("100")), (line.Quantity, line.MarkPrice, line.Unrealised));
    }

    [Theory]
    [InlineData("5", "3", "0", "80")] // at most 8 long
    [InlineData("5", "0", "3", "50")] // at most 5 long
    [InlineData("5", "1", "12", "70")] // 6 long or 7 short
    [InlineData("-5", "12", "1", "70")]
    [InlineData("0", "2", "2", "20")]
    public void Evaluate_TradesInFlight_NeedTheWorseEnd_AndNoMaintenance(string quantity, string buys, string sells, string initial)
    {
        var statement = Evaluate("100", Exposure(Terms.Perpetual(), quantity, "100", "100") with { PendingBuys = Q(buys), PendingSells = Q(sells) });
        Assert.Equal(A(initial), statement.InitialMargin);
        Assert.Equal(Q(quantity).Abs() * P("5"), statement.MaintenanceMargin);
    }

    [Fact]
    public void Evaluate_LossAndFeesOfTradesInFlight_AreTakenFromEquity()
    {
        var exposure = Exposure(Terms.Perpetual(), "0", "0", "100") with { PendingBuys = Q("1"), PendingLoss = A("3") };
        var statement = new CrossMargin().Evaluate(new MarginInput(Alice, A("100"), [exposure], A("0.5")));
        Assert.Equal((A("96.5"), A("100"), A("0.5"), A("3")), (statement.Equity, statement.Cash, statement.PendingFees, statement.Lines[0].PendingLoss));
    }

    [Theory]
    [InlineData("2", "7", "14", "14")] // a long option: its whole value, for a premium is no collateral
    [InlineData("-2", "7", "20", "10")] // a short one: rates of the index
    public void Evaluate_Option_NeedsItsValueOrTheRateOfTheIndex(string quantity, string mark, string initial, string maintenance)
    {
        var statement = Evaluate("100", Exposure(Terms.Option(OptionRight.Call), quantity, entry: "7", mark: mark));
        Assert.Equal((A(initial), A(maintenance), A("100")), (statement.InitialMargin, statement.MaintenanceMargin, statement.Equity));
    }

    [Fact]
    public void Evaluate_OptionInFlightOnBothSides_NeedsTheWorseEnd()
    {
        var exposure = Exposure(Terms.Option(OptionRight.Put), "0", "0", "30") with { PendingBuys = Q("2"), PendingSells = Q("5") };
        Assert.Equal(A("60"), Evaluate("100", exposure).InitialMargin); // 2 × 30 bought, or 5 × 10 written
    }

    [Fact]
    public void Evaluate_FundingOwed_IsTakenFromEquity()
    {
        var exposure = Exposure(Terms.Perpetual(), "5", "100", "100", fundingIndex: "0.2");
        var statement = Evaluate("100", exposure);
        Assert.Equal((A("99"), A("1")), (statement.Equity, statement.Lines[0].FundingOwed));
    }

    [Fact]
    public void Evaluate_SeveralContracts_AddUpWithoutOffset()
    {
        var statement = Evaluate(
            "100", Exposure(Terms.Perpetual(), "5", "100", "110"), Exposure(Terms.Perpetual("other", "0.1"), "-50", "100", "110"));
        Assert.Equal((A("100"), A("110"), A("55")), (statement.Equity, statement.InitialMargin, statement.MaintenanceMargin));
        Assert.Equal(statement.InitialMargin, statement.Lines[0].InitialMargin + statement.Lines[1].InitialMargin);
    }

    [Fact]
    public void Evaluate_MarginThatDoesNotDivide_RoundsUp()
    {
        var terms = Terms.Perpetual() with { Lot = Q("0.00000001"), Tick = P("0.00000001") };
        var statement = Evaluate("1", Exposure(terms, "0.00000001", entry: "0.00000001", mark: "0.00000001"));
        Assert.Equal((1, 1), ((long)statement.InitialMargin.Raw, (long)statement.MaintenanceMargin.Raw));
    }

    [Theory]
    [InlineData("100", true, true, false)]
    [InlineData("50", true, true, false)]
    [InlineData("49.9999999999999999", false, true, false)]
    [InlineData("25", false, true, false)]
    [InlineData("24.9999999999999999", false, false, false)]
    [InlineData("0", false, false, false)]
    [InlineData("-0.0000000000000001", false, false, true)]
    public void Statement_AnswersItsThreeQuestions(string cash, bool initial, bool maintenance, bool underWater)
    {
        var statement = Evaluate(cash, Exposure(Terms.Perpetual(), "5", "100", "100"));
        Assert.Equal((initial, maintenance, underWater), (statement.IsInitialCovered, statement.IsMaintenanceCovered, statement.IsUnderWater));
        Assert.Equal(A(cash) - A("50"), statement.FreeCollateral);
    }

    [Fact]
    public void Evaluate_MoreInFlight_NeverNeedsLess() =>
        Gen.Select(Gen.Long[-100, 100], Gen.Long[0, 100], Gen.Long[0, 100], Gen.Long[0, 100], Gen.Bool).Sample((held, buys, sells, more, isOption) =>
        {
            var exposure = Exposure(isOption ? Terms.Option(OptionRight.Call) : Terms.Perpetual(), $"{held}", "100", "100")
                with
            { PendingBuys = Quantity.FromInteger(buys), PendingSells = Quantity.FromInteger(sells) };
            var margin = Evaluate("0", exposure).InitialMargin;
            Assert.True(Evaluate("0", exposure with { PendingBuys = exposure.PendingBuys + Quantity.FromInteger(more) }).InitialMargin >= margin);
            Assert.True(Evaluate("0", exposure with { PendingSells = exposure.PendingSells + Quantity.FromInteger(more) }).InitialMargin >= margin);
            Assert.True(margin >= Evaluate("0", exposure).MaintenanceMargin);
        });

    private static MarginStatement Evaluate(string cash, params ContractExposure[] exposures) =>
        new CrossMargin().Evaluate(new MarginInput(Alice, A(cash), [.. exposures], Amount.Zero));

    private static ContractExposure Exposure(Contract terms, string quantity, string entry, string mark, string fundingIndex = "0")
    {
        var position = Position.Flat(terms.Multiplier).Fill(Q(quantity), P(entry), Price.Zero, Amount.Zero).Position;
        var listed = new ContractSnapshot(terms, ContractStatus.Trading, P(mark), P(fundingIndex), Quantity.Zero);
        var snapshot = new MarketSnapshot
        {
            Market = Btc,
            Version = 1,
            ObservedAt = Start,
            IndexPrice = P("100"),
            Parameters = new MarketParameters(),
            Contracts = [listed],
        };
        return new ContractExposure(Btc, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, snapshot);
    }
}
