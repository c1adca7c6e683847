using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Waterfall;

/// <summary>What holds of every waterfall, whatever its layers.</summary>
public sealed class WaterfallLawTests
{
    private static readonly DefaultId Cause = DefaultId.Create("d1");

    private static readonly Gen<Amount> Money = Gen.Frequency((1, Gen.Const(0L)), (2, Gen.Long[0, 30]), (2, Gen.Long[0, 1_000_000_000_000_000_000])).Select(raw => Amount.FromRaw(raw));

    private static readonly Gen<ImmutableArray<WaterfallLayer>> Layers =
        Gen.Select(Money.Array[0, 4], Gen.Bool, Money).Select((members, limited, limit) => (members, limited, limit)).Array[0, 6].Select(layers => layers
            .Select((layer, l) => new WaterfallLayer($"layer {l}", WaterfallLayerKind.MutualFund, [.. layer.members.Select((money, m) => new LayerMember(new LossPayer(LossPayerKind.Venue, $"v{m}"), money))])
            {
                Limit = layer.limited ? layer.limit : null,
            })
            .ToImmutableArray());

    [Fact]
    public void Postings_SumToTheLoss() => Gen.Select(Money, Layers).Sample((loss, layers) =>
    {
        var plan = LossWaterfall.Allocate(Cause, loss, layers);
        Assert.Equal(Amount.Zero, plan.Residual);
        Assert.Equal(loss, Sum(plan.Layers.Select(layer => layer.Used)) + plan.Uncovered);
        Assert.All(plan.Postings, posting => Assert.True(posting.Amount.IsPositive && posting.Default == Cause && posting.Reason.Contains("d1", StringComparison.Ordinal)));
    });

    [Fact]
    public void ALayer_IsUsedUp_BeforeTheNextIsTouched() => Gen.Select(Money, Layers).Sample((loss, layers) =>
    {
        var plan = LossWaterfall.Allocate(Cause, loss, layers);
        for (var i = 0; i < layers.Length; i++)
        {
            var isNextTouched = plan.Layers.Skip(i + 1).Any(layer => layer.Used.IsPositive) || plan.Uncovered.IsPositive;
            if (isNextTouched) Assert.Equal(Amount.Zero, plan.Layers[i].Left);
            Assert.False(plan.Layers[i].Left.IsNegative);
        }
    });

    [Fact]
    public void NobodyPaysMoreThanItHas() => Gen.Select(Money, Layers).Sample((loss, layers) =>
        Assert.All(LossWaterfall.Allocate(Cause, loss, layers).Layers, use => Assert.All(use.Shares.Zip(use.Layer.Members), pair => Assert.True(pair.First <= pair.Second.Available))));

    [Fact]
    public void Allocation_EqualsPouringTheLossMemberlessFromLayerToLayer() => Gen.Select(Money, Layers).Sample((loss, layers) =>
    {
        var plan = LossWaterfall.Allocate(Cause, loss, layers);
        var poured = Amount.Zero;
        foreach (var use in plan.Layers)
        {
            // What all layers up to here would bear if there were only these.
            var upToHere = Amount.Min(loss, poured + use.Layer.Available);
            Assert.Equal(upToHere - poured, use.Used);
            poured = upToHere;
        }
    });

    [Fact]
    public void Recoveries_AreConserved_AndPayNobodyMoreThanItPaid() => Gen.Select(Money, Layers, Money.Array[1, 5]).Sample((loss, layers, recoveries) =>
    {
        var plan = LossWaterfall.Allocate(Cause, loss, layers);
        ImmutableArray<Amount> paidBack = default;
        var (income, surplus) = (Amount.Zero, Amount.Zero);
        foreach (var recovery in recoveries)
        {
            var back = LossWaterfall.Recover(plan, paidBack, recovery);
            Assert.Equal(recovery, Sum(back.Postings.Select(posting => posting.Amount)) + back.Surplus);
            Assert.Equal(Sum(back.PaidBack), Sum(paidBack.IsDefault ? [] : paidBack) + Sum(back.Postings.Select(posting => posting.Amount)));
            Assert.All(back.PaidBack.Zip(plan.Postings), pair => Assert.True(pair.First <= pair.Second.Amount));
            paidBack = back.PaidBack;
            income += recovery;
            surplus += back.Surplus;
            LastLayerFirst(plan, paidBack);
        }

        Assert.Equal(Amount.Max(Amount.Zero, income - loss), surplus);
    });

    [Fact]
    public void Recovery_ThatDoesNotFitThePlan_IsABug()
    {
        var plan = LossWaterfall.Allocate(Cause, Amount.One, []);
        Assert.Throws<ArgumentException>(() => LossWaterfall.Recover(plan, [], Amount.One));
        Assert.Throws<ArgumentException>(() => LossWaterfall.Recover(plan, [Amount.One + Amount.One], Amount.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossWaterfall.Recover(plan, default, -Amount.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossWaterfall.Allocate(Cause, -Amount.One, []));
    }

    [Fact]
    public void GainsShared_SumToWhatThereIs() => Gen.Select(Money, Money, Money.Array[1, 5], Gen.Long[0, 100]).Sample((collected, insurance, gains, step) =>
    {
        var sharing = LossSharing.ProRataGains(collected, insurance, [.. gains], Amount.FromRaw(step));
        Assert.Equal(Sum(gains) - sharing.Shortfall, Sum(sharing.Payments));
        Assert.Equal(Amount.Min(Sum(gains), collected + sharing.InsuranceUsed), Sum(sharing.Payments));
        Assert.True(sharing.InsuranceUsed <= insurance && (sharing.Shortfall.IsZero || sharing.InsuranceUsed == insurance));
    });

    /// <summary>Once an earlier layer got something back, nothing is owed to a later one.</summary>
    private static void LastLayerFirst(WaterfallPlan plan, ImmutableArray<Amount> paidBack)
    {
        var firstPaid = Enumerable.Range(0, paidBack.Length).Where(i => paidBack[i].IsPositive).Select(i => plan.Postings[i].Layer).DefaultIfEmpty(int.MaxValue).Min();
        for (var i = 0; i < paidBack.Length; i++)
            if (plan.Postings[i].Layer > firstPaid) Assert.Equal(plan.Postings[i].Amount, paidBack[i]);
    }

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, one) => sum + one);
}
