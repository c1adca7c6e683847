using System.Collections.Immutable;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Liquidation.LiquidationBooks;

namespace Clearinghouse.Core.Tests.Liquidation;

public sealed class LiquidationPlannerTests
{
    [Fact]
    public void TheExampleOfTheDocuments_IsAsTheySay()
    {
        // Long 10 at 100, equity 45, maintenance margin 5 %: 55 with the buffer.
        var plan = LiquidationPlanner.Plan(One(100, "45"));
        var step = Assert.Single(plan.Steps);
        var leg = Assert.Single(step.Legs);
        Assert.Equal((LiquidationOutcome.Restored, A("45"), A("55")), (plan.Outcome, plan.EquityBefore, plan.RequiredBefore));
        Assert.Equal((Q("-2.2"), A("220"), A("1.1")), (leg.Quantity, leg.Notional, leg.Penalty));
        Assert.Equal((99.683, 1.797, 43.203), (Math.Round(leg.Price.ToDouble(), 3), Math.Round(leg.Cost.ToDouble(), 3), Math.Round(plan.EquityAfter.ToDouble(), 3)));
        Assert.Equal(A("42.9"), plan.RequiredAfter);

        // One lot less is not enough.
        var less = leg with { Quantity = Q("-2.1"), Cost = Amount.FromDouble(NaiveCost.Of(new LiquidationTerms(), 210, 10_000, 0.0002), Rounding.Ceiling) };
        Assert.True(After(One(100, "45"), [less]).Equity < A("43.45"));
        Assert.Equal(Text(plan), Text(LiquidationPlanner.Plan(One(100, "45"))));
    }

    [Fact]
    public void AHedge_IsKept_ThoughTheFloorOnGrossPositionsFallsWithoutIt()
    {
        var request = Request(MarginMode.Portfolio, [100, -100, 0, 0], 80, Wide, 100_000, 100_000, Ratio.Zero);
        var (before, oneLeg) = (request.Policy.Evaluate(request.Input), request.Policy.Evaluate(InputOf(MarginMode.Portfolio, [50, -100, 0, 0])));

        // Half a leg less asks for less, and can lose more.
        Assert.True(oneLeg.MaintenanceMargin < before.MaintenanceMargin && RiskOf(oneLeg, Wide) > RiskOf(before, Wide));
        var plan = LiquidationPlanner.Plan(request);
        Assert.Equal(LiquidationOutcome.Restored, plan.Outcome);
        Assert.All(plan.Steps, step => Assert.Equal([Perp, Dated], step.Legs.Select(leg => leg.Contract)));
        Assert.Equal([RejectionReason.RaisesRequirement, RejectionReason.RaisesRequirement], plan.Rejected.Select(rejected => rejected.Reason));
    }

    [Fact]
    public void AnUnreliableMarket_IsLeftAlone_AndDoesNotShieldTheOthers()
    {
        var plan = LiquidationPlanner.Plan(Request(MarginMode.Cross, [100, 0, 0, 10], 60, Wide, 100_000, 100_000, Ratio.Zero, isReliable: false));
        Assert.Equal(LiquidationOutcome.Limited, plan.Outcome);
        Assert.Equal((Quantity.Zero, Q("-1")), (plan.TradedOf(Btc, Perp), plan.TradedOf(Eth, Contracts[3].Contract)));
        Assert.Equal([Btc], plan.UnreliableMarkets);
        Assert.Contains(plan.Rejected, rejected => rejected.Contracts.SequenceEqual([Perp]) && rejected.Reason == RejectionReason.MarkUnreliable);
    }

    [Fact]
    public void AWindowThatOthersUsed_LeavesLess()
    {
        var request = One(100, "45") with { Terms = Wide with { MaxWindowNotional = A("300") }, Markets = [new MarketLiquidity(Btc, A("10000"), R("0.0002"), A("200"))] };
        var plan = LiquidationPlanner.Plan(request);
        Assert.Equal((LiquidationOutcome.Limited, Q("-1")), (plan.Outcome, plan.TradedOf(Btc, Perp)));
        var full = LiquidationPlanner.Plan(request with { Markets = [request.Markets[0] with { UsedInWindow = A("300") }] });
        Assert.Equal((LiquidationOutcome.Limited, 0), (full.Outcome, full.Steps.Length));
        Assert.Equal(RejectionReason.Limit, Assert.Single(full.Rejected).Reason);

        // Impact begins where others left the market.
        var (alone, after) = (LiquidationPlanner.Plan(One(100, "45")), LiquidationPlanner.Plan(One(100, "45") with { Markets = [new MarketLiquidity(Btc, A("10000"), R("0.0002"), A("1000"))] }));
        Assert.True(after.Steps[0].Legs[0].Price < alone.Steps[0].Legs[0].Price && after.ExpectedCost > alone.ExpectedCost);
    }

    [Fact]
    public void WhatIsTooDearBecauseOthersJustClosed_Waits()
    {
        var terms = Wide with { ImpactAtDepth = R("0.1") };
        var used = One(100, "45") with { Terms = terms, Markets = [new MarketLiquidity(Btc, A("10000"), R("0.0002"), A("8000"))] };
        var plan = LiquidationPlanner.Plan(used);
        Assert.Equal((LiquidationOutcome.Limited, 0), (plan.Outcome, plan.Steps.Length));
        Assert.Equal(RejectionReason.CostsMoreThanItRelieves, Assert.Single(plan.Rejected).Reason);
        Assert.Equal(LiquidationOutcome.Restored, LiquidationPlanner.Plan(used with { Markets = [used.Markets[0] with { UsedInWindow = Amount.Zero }] }).Outcome);
    }

    [Fact]
    public void Steps_AreNoLargerThanTheirLimit_AndTogetherAsMuch()
    {
        var plan = LiquidationPlanner.Plan(One(100, "45") with { Terms = Wide with { MaxStepQuantity = Q("0.8") } });
        Assert.Equal([Q("-0.8"), Q("-0.8"), Q("-0.6")], plan.Steps.Select(step => step.Legs.Single().Quantity));

        // A later step pays for the depth that the earlier ones took.
        Assert.True(plan.Steps[1].Legs[0].Price < plan.Steps[0].Legs[0].Price);
    }

    [Fact]
    public void WhatNothingRestores_IsClosedWhole_AndThePlanSaysWhatWillBeOwed()
    {
        var plan = LiquidationPlanner.Plan(One(100, "-10") with { Terms = Wide });
        Assert.Equal((LiquidationOutcome.FullClosure, Q("-10")), (plan.Outcome, plan.TradedOf(Btc, Perp)));
        Assert.Equal(A("10") + plan.ExpectedCost, plan.ExpectedShortfall);
    }

    [Fact]
    public void WhatCostsMoreThanItRelieves_IsLeftForAnotherWayOut()
    {
        var plan = LiquidationPlanner.Plan(One(100, "45") with { Markets = [new MarketLiquidity(Btc, A("10000"), R("0.06"), Amount.Zero)] });
        Assert.Equal((LiquidationOutcome.Exhausted, 0), (plan.Outcome, plan.Steps.Length));
        var rejected = Assert.Single(plan.Rejected);
        Assert.Equal((RejectionReason.CostsMoreThanItRelieves, Q("-0.1")), (rejected.Reason, rejected.Quantities[0]));
        Assert.True(rejected.Cost > A("0.6") && rejected.Required - rejected.Equity > A("10"));
    }

    [Fact]
    public void TheDeepMarket_IsChosen_AndTheThinOneExplained()
    {
        var plan = LiquidationPlanner.Plan(Request(MarginMode.Cross, [100, 0, 0, 70], 82, Wide, 1_000, 1_000_000, R("0.0001")));
        Assert.Equal((LiquidationOutcome.Restored, Quantity.Zero), (plan.Outcome, plan.TradedOf(Btc, Perp)));
        var rejected = Assert.Single(plan.Rejected);
        Assert.Equal((RejectionReason.CostsMore, Perp), (rejected.Reason, rejected.Contracts.Single()));
        Assert.True(rejected.Cost > plan.ExpectedCost && rejected.Equity >= rejected.Required);
    }

    [Fact]
    public void NoDepth_AndExpiredContracts_AreNamed()
    {
        var request = One(100, "45");
        Assert.Equal(RejectionReason.DepthUnknown, Assert.Single(LiquidationPlanner.Plan(request with { Markets = [] }).Rejected).Reason);
        var expired = request.Input.Exposures[0] with { Contract = request.Input.Exposures[0].Contract with { Status = ContractStatus.Expired } };
        Assert.Equal(RejectionReason.Expired, Assert.Single(LiquidationPlanner.Plan(request with { Input = request.Input with { Exposures = [expired] } }).Rejected).Reason);
    }

    [Fact]
    public void AtItsTarget_NothingIsClosed()
    {
        var plan = LiquidationPlanner.Plan(One(100, "55"));
        Assert.Equal((LiquidationOutcome.NotNeeded, 0, 0), (plan.Outcome, plan.Steps.Length, plan.Rejected.Length));
    }

    [Fact]
    public void AReading_IsTheStatements_WithItsSnapshots()
    {
        var input = InputOf(MarginMode.Cross, [100, 0, 0, 10]) with { Cash = A("45") };
        var reading = RiskReading.Of(input, MarginPolicies.Default.Evaluate(input), Start);
        Assert.Equal((A("45"), 2, true), (reading.Equity, reading.OpenPositions, reading.IsReliable));
        Assert.Equal(MarginPolicies.Default.Evaluate(input).MaintenanceMargin, reading.MaintenanceMargin);
        Assert.Equal([Btc, Eth], reading.SnapshotVersions.Keys);
    }

    [Fact]
    public void TermsOutOfRange_AreNamed()
    {
        Assert.Null(new LiquidationTerms().Check());
        ImmutableArray<(LiquidationTerms Terms, string Field)> bad =
        [
            (new() { Target = (LiquidationTarget)9 }, "target"),
            (new() { Impact = (ImpactShape)9 }, "impact"),
            (new() { TargetBuffer = R("-0.1") }, "targetBuffer"),
            (new() { ImpactAtDepth = Ratio.Zero }, "impactAtDepth"),
            (new() { Penalty = R("1.1") }, "penalty"),
            (new() { MaxDepthFraction = Ratio.Zero }, "maxDepthFraction"),
            (new() { MaxWindowNotional = Amount.Zero }, "maxWindowNotional"),
            (new() { MaxMarketNotional = Amount.Zero }, "maxMarketNotional"),
            (new() { MaxContractQuantity = Quantity.Zero }, "maxContractQuantity"),
            (new() { MaxStepNotional = Amount.Zero }, "maxStepNotional"),
            (new() { MaxStepQuantity = Quantity.Zero }, "maxStepQuantity"),
            (new() { WindowSeconds = 0 }, "windowSeconds"),
            (new() { WindowSeconds = 86_401 }, "windowSeconds"),
        ];
        Assert.All(bad, one => Assert.Equal(one.Field, one.Terms.Check()?.Subject));
    }

    private static LiquidationTerms Wide { get; } = new() { MaxDepthFraction = Ratio.One };

    private static LiquidationRequest One(int lots, string equity) => new(
        InputOf(MarginMode.Cross, [lots, 0, 0, 0]) with { Cash = A(equity) },
        MarginPolicies.Default,
        new LiquidationTerms(),
        [new MarketLiquidity(Btc, A("10000"), R("0.0002"), Amount.Zero)]);

    private static string Text(LiquidationPlan plan) => System.Text.Json.JsonSerializer.Serialize(plan);
}
