using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Tests.Auctions;
using Clearinghouse.Core.Tests.Clearing.Accounts;
using Clearinghouse.Core.Tests.Commands;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Liquidation.LiquidationBooks;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>What is journaled of a plan: enough to say why, and no more than its bounds.</summary>
public sealed class PlanSummaryTests
{
    [Fact]
    public void ASummary_HasThePlansNumbers_AndEveryReason() => Requests.Sample(request =>
    {
        var plan = LiquidationPlanner.Plan(request);
        var summary = PlanSummary.Of(plan);
        Assert.Equal((plan.Target, plan.Outcome, plan.Steps.Length), (summary.Target, summary.Outcome, summary.Steps));
        Assert.Equal((plan.EquityBefore, plan.RequiredBefore, plan.EquityAfter, plan.RequiredAfter), (summary.EquityBefore, summary.RequiredBefore, summary.EquityAfter, summary.RequiredAfter));
        Assert.Equal(plan.Rejected.Length, summary.RejectedInAll);
        Assert.Equal(Math.Min(PlanSummary.MostRejected, plan.Rejected.Length), summary.Rejected.Length);
        Assert.Equal(plan.Rejected.Select(rejected => rejected.Reason).ToHashSet(), summary.Rejected.Select(rejected => rejected.Reason).ToHashSet());
        Assert.Subset(plan.Rejected.ToHashSet(), summary.Rejected.ToHashSet());
    });

    [Fact]
    public void OfMany_TheNearestOfEachReasonComesFirst_AndVeryLargeSetsAreLeftOut()
    {
        ImmutableArray<RejectedAlternative> many =
        [
            .. Enumerable.Range(1, 20).Reverse().Select(i => new RejectedAlternative([Perp], RejectionReason.NotEnough, [Q("-1")], A("1"), A("10"), Amount.FromInteger(10 + i))),
            new([Dated], RejectionReason.RaisesRequirement, [Q("1")], A("1"), A("9"), A("12")),
            new([.. Enumerable.Repeat(Call, 9)], RejectionReason.Limit, [], null, null, null),
            new([Call], RejectionReason.CostsMore, [Q("-1")], A("5"), A("9"), A("8")),
            new([Dated], RejectionReason.CostsMore, [Q("-1")], A("4"), A("9"), A("8")),
        ];
        var summary = PlanSummary.Of(DefaultSamples.PlanOf(many));
        Assert.Equal((PlanSummary.MostRejected, 24), (summary.Rejected.Length, summary.RejectedInAll));
        Assert.Equal([RejectionReason.CostsMore, RejectionReason.NotEnough, RejectionReason.RaisesRequirement, RejectionReason.CostsMore], summary.Rejected.Take(4).Select(rejected => rejected.Reason));
        Assert.Equal((A("4"), A("5"), A("11")), (summary.Rejected[0].Cost!.Value, summary.Rejected[3].Cost!.Value, summary.Rejected[1].Required!.Value));
    }

    [Fact]
    public void AnOrder_CarriesThePlanItIsAStepOf()
    {
        var policy = new DefaultPolicy { Liquidation = new LiquidationTerms { MaxStepNotional = A("200") } };
        var alice = new DrivenAccount(policy, [100, 0, -50], 40, () => true);
        alice.Drive();
        alice.Pass(30);
        alice.Drive();
        var plan = alice.Account.Journal.OfType<CloseOutOrdered>().First().Order.Plan!;
        var begun = alice.Account.Journal.OfType<RiskStateChanged>().Select(changed => changed.Change).OfType<LiquidationBegun>().First();
        Assert.Equal((LiquidationOutcome.Restored, begun.Reading.Equity), (plan.Outcome, plan.EquityBefore));
        Assert.True(plan.Steps > 1 && plan.EquityAfter >= plan.RequiredAfter);
        Assert.NotEmpty(plan.Rejected);

        // What a defaulter has left is closed without a plan.
        Assert.All(alice.Account.Journal.OfType<CloseOutOrdered>(), ordered => Assert.Equal(ordered.Order.Purpose == CloseOutPurpose.Liquidation, ordered.Order.Plan is not null));
    }

    [Fact]
    public void AnOrderThatWasPreferredToAnAuction_SaysWhatBothWouldCost()
    {
        var policy = new DefaultPolicy { Auction = new AuctionTerms { MinNotional = Amount.Zero, FastShare = Ratio.One }, Liquidation = new LiquidationTerms { ImpactAtDepth = R("0.000001"), MaxDepthFraction = Ratio.One } };
        var alice = new AuctionFixture("120", "10", policy);
        for (var i = 0; i < 20; i++) alice.Market.Clear(alice.Market.Trade("100", buyer: Bob, seller: Carol));
        alice.Report("92").Drive().Report("92", 30).Drive();
        Assert.Null(AccountPathDecider.Order(alice.View, 0)!.Order.Ways);
        var view = alice.View;
        Assert.Null(AuctionDecider.Open(view));
        var ways = AccountPathDecider.Order(view, 0)!.Order.Ways!;
        Assert.True(!ways.PrefersAuction && ways.ClosingCost < ways.AuctionCost);
        Assert.Equal(view.Plan.ExpectedCost, ways.ClosingCost);
    }
}
