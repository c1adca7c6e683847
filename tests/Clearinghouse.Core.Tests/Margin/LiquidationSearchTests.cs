using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Margin;

public sealed class LiquidationSearchTests
{
    private static readonly CrossMargin Cross = new();
    private static readonly MarketSnapshot Market = Snapshot(Btc, "100", null, Terms.Perpetual(), Terms.Option(OptionRight.Call));

    [Fact]
    public void Find_OneLinearPosition_IsTheClosedForm() => Gen.Select(Gen.Int[-50, 50].Where(quantity => quantity != 0), Gen.Int[0, 400]).Sample((quantity, extra) =>
    {
        // Covered at 100 by what maintenance asks there, and something more.
        var cash = (5 * Math.Abs(quantity)) + extra;
        var point = Assert.Single(LiquidationSearch.Find(Input($"{cash}", Exposure(Market, "btc-perp", Quantity.FromInteger(quantity))), Cross));

        // cash + q (p − 100) = 5 % |q| p
        var expected = ((100.0 * quantity) - cash) / (quantity - (0.05 * Math.Abs(quantity)));
        if (expected < 1.1)
        {
            Assert.True(point.LiquidationPrice is null || point.LiquidationPrice.Value.ToDouble() < 1.2);
            return;
        }

        Assert.Equal(expected, point.LiquidationPrice!.Value.ToDouble(), 1e-6 * expected);
        Assert.Equal((expected / 100) - 1, point.DistanceFraction!.Value, 1e-6);
        Assert.Equal(Math.Abs(Math.Log(expected / 100)) / 0.04, point.DistanceSigmas!.Value, 1e-4);
    });

    [Fact]
    public void Find_AShortAccount_IsThereAlready() =>
        Assert.Equal(new LiquidationPoint(Btc, P("100"), P("100"), 0, 0), Assert.Single(LiquidationSearch.Find(Input("49", Exposure(Market, "btc-perp", Q("10"))), Cross)));

    [Fact]
    public void Find_AnAccountThatNoPriceHurts_HasNone()
    {
        var point = Assert.Single(LiquidationSearch.Find(Input("1000000", Exposure(Market, "btc-perp", Q("1"))), Cross));
        Assert.Equal((null, null, null), (point.LiquidationPrice, point.DistanceFraction, point.DistanceSigmas));
    }

    [Fact]
    public void Find_PortfolioWithOptions_IsWhereTheEngineItselfTurns()
    {
        var input = Input("60", Exposure(Market, "btc-perp", Q("4")), Exposure(Market, "btc-100-c", Q("-3")));
        Assert.True(Portfolio.Evaluate(input).IsMaintenanceCovered);
        var point = Assert.Single(LiquidationSearch.Find(input, Portfolio));
        Assert.NotNull(point.LiquidationPrice);
        var factor = point.LiquidationPrice.Value.ToDouble() / 100;
        Assert.True(CoveredAt(input, 1 + ((factor - 1) * 0.999)));
        Assert.False(CoveredAt(input, 1 + ((factor - 1) * 1.001)));
    }

    private static bool CoveredAt(MarginInput input, double factor)
    {
        var snapshot = Core.Scenarios.SnapshotMove.Multiply(Market, factor);
        var risk = Core.Scenarios.RiskArrayBuilder.Build(snapshot, AllDays);
        return Portfolio.Evaluate(input with
        {
            Exposures = [.. input.Exposures.Select(exposure => exposure with { Snapshot = snapshot, Contract = snapshot.Find(exposure.Contract.Contract.Id)!, Risk = risk })],
        }).IsMaintenanceCovered;
    }
}
