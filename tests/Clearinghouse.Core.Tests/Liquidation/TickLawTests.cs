using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Liquidation.LiquidationBooks;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>A plan's prices stand on ticks, however coarse: what it says is what its trades do.</summary>
public sealed class TickLawTests
{
    private static readonly Gen<Price> Ticks = Gen.OneOf(Gen.Const(P("0.00000001")), Gen.Const(P("0.01")), Gen.Const(P("0.25")), Gen.Const(P("0.5")), Gen.Const(P("1")), Gen.Const(P("7")));

    [Fact]
    public void WhatAPlanSays_IsWhatItsTradesDo() => Gen.Select(Requests, Ticks).Sample((fine, tick) =>
    {
        var request = OnTicks(fine, tick);
        var plan = LiquidationPlanner.Plan(request);
        var legs = plan.Steps.SelectMany(step => step.Legs).ToList();
        var end = request.Policy.Evaluate(Traded(request.Input, legs));
        Assert.All(legs, leg => Assert.True(leg.Price.IsMultipleOf(tick)));
        Assert.Equal(plan.RequiredAfter, RequiredOf(end, request.Terms));

        // What is worth less than a tick is sold for a tick, and a plan counts no gain.
        var isBetter = legs.Exists(leg => leg.IsSale && leg.Price > leg.Mark);
        Assert.True(isBetter ? end.Equity > plan.EquityAfter : end.Equity == plan.EquityAfter);
        if (plan.Outcome == LiquidationOutcome.Restored) Assert.True(end.Equity >= RequiredOf(end, request.Terms));
    });

    [Fact]
    public void WhatIsRestored_NeedsNoSecondPlan_AndWhatIsExhausted_HasNone() => Gen.Select(Requests, Ticks).Sample((fine, tick) =>
    {
        var request = OnTicks(fine, tick);
        var plan = LiquidationPlanner.Plan(request);
        if (plan.Outcome is not (LiquidationOutcome.Restored or LiquidationOutcome.Exhausted)) return;
        var again = LiquidationPlanner.Plan(request with
        {
            Input = Traded(request.Input, plan.Steps.SelectMany(step => step.Legs)),
            Markets = [.. request.Markets.Select(market => market with { UsedInWindow = plan.Steps.SelectMany(step => step.Legs).Where(leg => leg.Market == market.Market).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Notional) })],
        });
        Assert.Empty(again.Steps);
        Assert.Equal(plan.Outcome == LiquidationOutcome.Restored, again.Outcome == LiquidationOutcome.NotNeeded);
    });

    [Fact]
    public void OnACoarseTick_OneStepIsEnough()
    {
        // Long 10 at 100, equity 45, 55 needed. Impact and half the spread are 0.3 a contract, and the tick makes 2 of that.
        var fine = Request(MarginMode.Cross, [100, 0, 0, 0], 82, new LiquidationTerms(), 10_000, 10_000, R("0.0002"));
        var plan = LiquidationPlanner.Plan(OnTicks(fine, P("2")));
        var leg = Assert.Single(Assert.Single(plan.Steps).Legs);
        Assert.Equal((LiquidationOutcome.Restored, P("98")), (plan.Outcome, leg.Price));
        Assert.True(leg.Quantity.Abs() > LiquidationPlanner.Plan(fine).TradedOf(Btc, Perp).Abs());
    }
}
