using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Waterfall;

/// <summary>What a tear-up ends of positions: the part whose gain it takes.</summary>
public sealed class TornUpTests
{
    private static readonly Gen<AccountGain[]> Gains = Gen.Select(Gen.Long[1, 1_000_000_000_000], Gen.Int[-5_000, 5_000], Gen.Int[1, 300]).Array[1, 6].Select(accounts => accounts
        .Select((account, i) => new AccountGain(AccountId.Create($"a{i}"), Amount.FromRaw(account.Item1))
        {
            Positions = [new BasketLeg(Btc, Perp, Quantity.FromRaw((long)account.Item2 * account.Item3 * 1_000), Quantity.FromRaw(account.Item3 * 1_000L))],
        })
        .ToArray());

    [Fact]
    public void Closed_IsTheTakenPartOfEachPosition_InWholeLots_AndNeverMore() => Gen.Select(Gains, Gen.Int[0, 100], Gen.Int[1, 1_000]).Sample((gains, cap, perMille) =>
    {
        var total = gains.Aggregate(Amount.Zero, (sum, gain) => sum + gain.Gain);
        var loss = Amount.FromRaw(checked(total.Raw * perMille / 1_000));
        var layers = DefaultWaterfall.LastLayers([.. gains], [], new WaterfallTerms { GainsHaircutCap = Ratio.FromPpm(cap * 10_000) });
        var plan = LossWaterfall.Allocate(DefaultId.Create("x:1"), loss, layers);
        Assert.DoesNotContain(plan.Postings, posting => posting.Kind == WaterfallLayerKind.Uncovered);
        var torn = TornUp.Of(plan, [.. gains]) ?? [];
        Assert.Null(TornUp.FindFault(plan, torn));
        foreach (var gain in gains)
        {
            var taken = plan.Postings.FirstOrDefault(posting => posting.Kind == WaterfallLayerKind.TearUp && posting.Payer.Name == gain.Account.Value);
            var closed = torn.FirstOrDefault(one => one.Account == gain.Account)?.Closures[0].Closed ?? Quantity.Zero;
            var leg = gain.Positions[0];
            var exact = taken is null ? Rational.Zero : Rational.From(leg.Quantity.Abs()) * Rational.From(taken.Amount) / Rational.From(taken.Available);
            Assert.True(closed.IsMultipleOf(leg.Lot) && (closed.IsZero || closed.Sign == leg.Quantity.Sign));
            Assert.True(Rational.From(closed.Abs()) <= exact && exact < Rational.From(closed.Abs() + leg.Lot), $"{closed} of {exact}");
        }
    });

    [Fact]
    public void AllThatIsLeftTaken_EndsTheWholePosition()
    {
        ImmutableArray<AccountGain> gains = [new(Bob, A("10")) { Positions = [new BasketLeg(Btc, Perp, Q("-3"), Q("0.1"))] }];
        var plan = LossWaterfall.Allocate(DefaultId.Create("x:1"), A("10"), DefaultWaterfall.LastLayers(gains, [], new WaterfallTerms { GainsHaircutCap = R("0.4") }));
        var torn = Assert.Single(TornUp.Of(plan, gains)!.Value);
        Assert.Equal((Bob, Q("-3")), (torn.Account, torn.Closures[0].Closed));
        Assert.NotNull(TornUp.FindFault(plan, [torn with { Account = Alice }]));
        Assert.NotNull(TornUp.FindFault(plan, [torn with { Closures = [torn.Closures[0] with { Closed = Q("-2.9") }] }]));
    }

    [Fact]
    public void ClosuresOfDeleveragingAndTearUp_TogetherEndNoMoreThanIsHeld()
    {
        var closure = new LegClosure(Btc, Perp, Q("5"), Q("1"), Q("3"));
        Assert.Equal([closure with { Closed = Q("5") }], LegClosure.Together([closure], [closure]));
        Assert.Equal([closure with { Closed = Q("4") }], LegClosure.Together([closure], [closure with { Closed = Q("1") }]));
        Assert.Equal([closure, closure with { Contract = Dated }], LegClosure.Together([closure], [closure with { Contract = Dated }]));
    }
}
