using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Tests.Units;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>What is published or crosses grains is the same on the other side.</summary>
public sealed class PublishedFormTests
{
    [Fact]
    public void ACertificate_HoldsAfterItWasPublished() => Requests.Sample(request =>
    {
        var plan = MinimaxDeleveraging.Plan(request, Requirement);
        Assert.Empty(RoundTrip.Json(plan).Certificate.Verify(Requirement));
        Assert.Empty(RoundTrip.Orleans(plan).Certificate.Verify(Requirement));
    }, iter: 30);

    [Fact]
    public void AWaterfallPlan_SumsToTheLossAfterItWasPublished()
    {
        var resources = new DefaultResources { Defaulter = Alice, HouseCapital = Amount.One, Gains = [new AccountGain(Bob, Amount.One)] };
        var plan = LossWaterfall.Allocate(Cause, Amount.FromInteger(3), DefaultWaterfall.LayersOf(resources, WaterfallTerms.Default, Start));
        foreach (var read in (WaterfallPlan[])[RoundTrip.Json(plan), RoundTrip.Orleans(plan)])
        {
            Assert.Equal((Amount.Zero, Amount.One), (read.Residual, read.Uncovered));
            Assert.Equal(plan.Postings, read.Postings);
            Assert.Equal(plan.Layers.Select(layer => layer.Left), read.Layers.Select(layer => layer.Left));
        }
    }

    [Fact]
    public void ATrancheEvent_IsReadAsWhatItWas()
    {
        TrancheEvent staked = new TrancheStaked(Alice, Amount.One, Quantity.One) { At = Start };
        Assert.Equal(staked, RoundTrip.Json(staked));
        Assert.Equal(staked, RoundTrip.Orleans(staked));
    }
}
