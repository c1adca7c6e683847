using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Tests.Margin;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Scenarios;

/// <summary>Risk arrays of options against Black-76 itself, scenario by scenario.</summary>
public sealed class RiskArrayBuilderTests
{
    private static readonly double Years = (Terms.Expiry - Start).TotalSeconds / 31_536_000;

    [Fact]
    public void Array_OfAnOption_IsItsFullRepricing() =>
        Gen.Select(Gen.Int[40, 250], Gen.Int[10, 200], Gen.Bool).Sample((strike, percent, isCall) =>
        {
            var (right, volatility) = (isCall ? OptionRight.Call : OptionRight.Put, percent / 100.0);
            var (risk, model) = Build(right, strike, volatility);
            var scenarios = risk.Scenarios;
            for (var s = 0; s < scenarios.Grid.Length; s++)
            {
                var scenario = scenarios.Grid[s];
                var factor = Math.Exp(scenario.ScanRanges * scenarios.ScanRangeOf(0.04));
                var moved = model.Volatility * RiskArrayBuilder.VolatilityFactor(scenarios, scenario.Volatility, Years * 365) * model.TiltFactor(scenario.SkewTilt);
                Close(Black76.Price(right, 100 * factor, strike, moved, Years, 1) - model.ModelValue, risk.Find(Call)!.Grid[s]);
            }

            for (var day = 0; day < scenarios.History.Dates.Length; day++)
                Close(Black76.Price(right, 100 * Math.Exp(0.04 * scenarios.History.MoveOf(Btc, day)), strike, model.Volatility, Years, 1) - model.ModelValue, risk.Find(Call)!.Historical[day]);
            for (var e = 0; e < scenarios.Stress.Length; e++)
            {
                var move = scenarios.Stress[e].MoveOf(Btc);
                Close(Black76.Price(right, 100 * (1 + move.PriceFraction), strike, model.Volatility * move.VolatilityFactor, Years, 1) - model.ModelValue, risk.Find(Call)!.Stress[e]);
            }

            Close(Black76.Evaluate(right, 100, strike, model.Volatility, Years, 1).Delta * 100, risk.Find(Call)!.Delta, 1e-4);
        }, iter: 100);

    [Fact]
    public void AShortOption_LosesMore_WhenVolatilityRises() =>
        Gen.Select(Gen.Int[60, 160], Gen.Int[20, 150]).Sample((strike, percent) =>
        {
            var (risk, _) = Build(OptionRight.Call, strike, percent / 100.0);
            var grid = risk.Scenarios.Grid;
            for (var s = 0; s < grid.Length; s++)
            {
                for (var other = 0; other < grid.Length; other++)
                {
                    if (grid[s].SkewTilt == 0 && grid[other].SkewTilt == 0 && grid[s].ScanRanges.Equals(grid[other].ScanRanges) && (grid[s].Volatility, grid[other].Volatility) is (VolatilityMove.Up, VolatilityMove.Down))
                        Assert.True(risk.Find(Call)!.Grid[s] >= risk.Find(Call)!.Grid[other]);
                }
            }
        });

    [Fact]
    public void Skew_MakesPutsUnderTheMoneyDearer_AndLeavesTheMoneyAlone()
    {
        Assert.True(Build(OptionRight.Put, 80, 0.6).Model.TiltFactor(-0.15) > 1);
        Assert.True(Build(OptionRight.Call, 125, 0.6).Model.TiltFactor(-0.15) < 1);
        Assert.Equal(1, Build(OptionRight.Call, 100, 0.6).Model.TiltFactor(-0.15));
        Assert.Equal(1.3, Build(OptionRight.Put, 10, 0.6).Model.TiltFactor(-0.15), 1e-12); // two standard deviations are the most
    }

    private static (MarketRisk Risk, OptionModel Model) Build(OptionRight right, int strike, double volatility)
    {
        var terms = Terms.Option(right, $"{strike}");
        var snapshot = MarginFixture.Snapshot(Btc, "100", null, terms);
        var mark = Price.FromDouble(Black76.Price(right, 100, strike, volatility, Years, 1), Rounding.HalfEven);
        snapshot = snapshot with { Contracts = [snapshot.Contracts[0] with { MarkPrice = mark }] };
        return (RiskArrayBuilder.Build(snapshot, MarginFixture.AllDays), OptionModel.Of(snapshot, snapshot.Contracts[0]));
    }

    private static void Close(double expected, double actual, double tolerance = 1e-9) => Assert.Equal(expected, actual, tolerance);
}
