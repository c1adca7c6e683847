using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Waterfall;

/// <summary>The layers of this pool.</summary>
public sealed class DefaultWaterfallTests
{
    private static readonly DefaultId Cause = DefaultId.Create("d1");
    private static readonly VenueId Good = VenueId.Create("good");
    private static readonly VenueId Idle = VenueId.Create("idle");
    private static readonly VenueId Walled = VenueId.Create("walled");

    private static readonly DefaultResources Resources = new()
    {
        Defaulter = Alice,
        Venue = Venue,
        Collateral = A("100"),
        HouseCapital = A("20"),
        Tranches = [new LayerMember(LossPayer.Tranche("junior"), A("30")), new LayerMember(LossPayer.Tranche("senior"), A("40"))],
        Members =
        [
            new FundMember(Venue, A("50")),
            new FundMember(Good, A("60")),
            new FundMember(Idle, A("10")) { FailedToBid = true },
            new FundMember(Walled, A("60")) { FirewallLeft = A("30") },
        ],
        Gains = [new AccountGain(Bob, A("300")), new AccountGain(Carol, A("100"))],
    };

    private static readonly WaterfallTerms HalfOfGains = WaterfallTerms.Default with { AssessmentMultiple = R("0.5"), GainsHaircutCap = R("0.5") };

    [Fact]
    public void Layers_StandInTheirOrder() => Assert.Equal(
        [
            "defaulter's collateral 100", "protocol's contribution 50", "house capital 20", "insurance junior 30", "insurance senior 40", "junior mutual fund 10",
            "mutual fund 90", "assessments 60", "gains haircut 200", "tear-up 200",
        ],
        DefaultWaterfall.LayersOf(Resources, HalfOfGains, Start).Select(layer => $"{layer.Name} {layer.Available}"));

    [Fact]
    public void Firewall_KeepsWhatItKeepsOut_FromFundAndAssessmentsTogether()
    {
        var plan = Allocate(A("1000"), HalfOfGains);
        Assert.Equal(A("30"), PaidBy(plan, LossPayer.Venue(Walled)));
        Assert.Equal(A("90"), PaidBy(plan, LossPayer.Venue(Good)));
        Assert.Equal(A("75"), PaidBy(plan, LossPayer.Venue(Venue)));
        Assert.Equal(A("200"), plan.Uncovered);
    }

    [Fact]
    public void WhoFailedToBid_PaysBeforeWhoStoodUp()
    {
        var plan = Allocate(A("245"), HalfOfGains);
        Assert.Equal((A("5"), Amount.Zero), (PaidBy(plan, LossPayer.Venue(Idle)), PaidBy(plan, LossPayer.Venue(Good))));
    }

    [Fact]
    public void TearUp_TakesWhatTheHaircutLeft_AndNobodyMoreThanItGained() => Gen.Long[0, 1_000_000].Sample(over =>
    {
        var plan = Allocate(A("400") + Amount.FromRaw(over * 1_000_000_007), HalfOfGains);
        Assert.True(PaidBy(plan, LossPayer.Account(Bob)) <= A("300") && PaidBy(plan, LossPayer.Account(Carol)) <= A("100"));
    });

    [Fact]
    public void Deleveraging_BearsTheDeficit_InTheSharesOfItsPlan()
    {
        var terms = HalfOfGains with { LastResort = LastResort.Deleveraging };
        var deficit = DefaultWaterfall.DeficitOf(A("407"), DefaultWaterfall.FundLayers(Resources, terms, Start));
        Assert.Equal(A("7"), deficit);
        var deleveraged = Resources with { Deleveraged = [new AccountGain(Carol, A("2.5")), new AccountGain(Bob, A("4.5"))] };
        var plan = LossWaterfall.Allocate(Cause, A("407"), DefaultWaterfall.LayersOf(deleveraged, terms, Start));
        Assert.Equal((A("4.5"), A("2.5"), Amount.Zero), (PaidBy(plan, LossPayer.Account(Bob)), PaidBy(plan, LossPayer.Account(Carol)), plan.Uncovered));
    }

    [Fact]
    public void Assessments_AreOwedUntilPaid()
    {
        var calls = AssessmentCall.Of(Allocate(A("370"), HalfOfGains));
        Assert.Equal(A("30"), calls.Aggregate(Amount.Zero, (sum, call) => sum + call.Owed));
        var call = calls[0];
        Assert.Equal(Start.AddSeconds(86_400), call.DueBy);
        Assert.Null(call.Check(call.Owed));
        Expect.Refused(call.Check(call.Owed + A("1")), RefusalCode.AssessmentOverpaid, "venue", available: "13.5", limit: "12.5");
        Expect.Refused(call.Check(Amount.Zero), RefusalCode.AmountNotPositive, "amount", available: "0");
        Assert.True(call.IsOverdueAt(call.DueBy.AddTicks(1)));
        Assert.False(call.IsOverdueAt(call.DueBy));
        Assert.False(call.After(call.Owed).IsOverdueAt(call.DueBy.AddTicks(1)));
        Assert.Throws<ArgumentException>(() => call.After(call.Owed + A("1")));
    }

    [Fact]
    public void WhatWasAssessedAlready_IsNotAssessedAgain()
    {
        var assessed = Resources with { Members = [new FundMember(Good, A("10")) { AssessmentBase = A("60"), Assessed = A("25") }] };
        Assert.Equal(A("5"), DefaultWaterfall.FundLayers(assessed, HalfOfGains, Start)[^1].Available);
    }

    [Fact]
    public void Recovery_ClimbsFromTheLastPayerToTheDefaulter()
    {
        var plan = Allocate(A("370"), HalfOfGains);
        var back = LossWaterfall.Recover(plan, default, A("400"));
        Assert.Equal(A("30"), back.Surplus);
        Assert.Equal([.. plan.Postings.Select(posting => posting.Amount)], back.PaidBack);
        Assert.Equal(WaterfallLayerKind.Assessment, plan.Postings[back.Postings[0].Posting].Kind);
        Assert.Equal(LossPayer.Defaulter(Alice), back.Postings[^1].Payer);
    }

    [Fact]
    public void Terms_OutOfRange_AreNamed()
    {
        Assert.Null(WaterfallTerms.Default.Check());
        Expect.Refused((HalfOfGains with { GainsHaircutCap = R("1.1") }).Check(), RefusalCode.ParametersInvalid, "gainsHaircutCap", limit: "from 0 to 1");
        Expect.Refused((HalfOfGains with { AssessmentMultiple = R("-1") }).Check(), RefusalCode.ParametersInvalid, "assessmentMultiple", limit: "0 or more");
        Expect.Refused((HalfOfGains with { AssessmentDueSeconds = 0 }).Check(), RefusalCode.ParametersInvalid, "assessmentDueSeconds", limit: "above 0");
    }

    private static WaterfallPlan Allocate(Amount loss, WaterfallTerms terms) => LossWaterfall.Allocate(Cause, loss, DefaultWaterfall.LayersOf(Resources, terms, Start));

    private static Amount PaidBy(WaterfallPlan plan, LossPayer payer) =>
        plan.Postings.Where(posting => posting.Payer == payer).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
}
