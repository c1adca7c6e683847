using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Collateral;

/// <summary>What holds of any holding and any terms. Where doubles are compared, a part in 10^12 is theirs.</summary>
public sealed class CollateralLawTests
{
    private static readonly Rational Slack = Rational.One / 1_000_000_000_000;

    private static readonly Gen<CollateralHolding> Holdings = Gen.Select(
            Gen.Long[0, 1_000_000_000_000_000],
            Gen.Long[-100, 1_000_000_000_000],
            Gen.Select(Gen.Double[0, 5], Gen.OneOf(Gen.Const(0.0), Gen.Double[1, 1e12])),
            Gen.Double[-1, 1],
            Gen.Int[0, 1_000_000])
        .Select((quantity, price, market, correlation, confidence) => new CollateralHolding
        {
            Asset = Name(0),
            Quantity = Quantity.FromRaw(quantity),
            Price = Price.FromRaw(price),
            VolatilityPerYear = market.Item1,
            AverageDailyVolume = market.Item2,
            Correlation = correlation,
            PriceConfidence = Ratio.FromPpm(confidence),
        });

    private static readonly Gen<CollateralPolicy> Policies = Gen.Select(
            Gen.Long[0, 1_000_000_000],
            Gen.Int[0, 1_000_000],
            Gen.Int[0, 100_000],
            Gen.OneOf(Gen.Const((Price?)null), Gen.Const((Price?)Price.One)),
            Gen.Double[0, 4])
        .Select((cap, latency, spread, peg, z) => new CollateralPolicy
        {
            Assets =
            [
                .. Enumerable.Range(0, 3).Select(i => new CollateralAsset
                {
                    Asset = Name(i),
                    Market = MarketId.Create("btc"),
                    AverageDailyVolume = Amount.FromInteger(1_000_000),
                    ValueCap = Amount.FromInteger(cap),
                    LatencySeconds = latency,
                    Spread = Ratio.FromPpm(spread),
                    Peg = peg,
                }),
            ],
            AccountCap = Amount.FromInteger(cap) + Amount.FromInteger(cap / 2),
            Z = z,
        });

    [Fact]
    public void Value_IsNeverMoreThanTheMarketValue_AndTheTermsSayWhy() => Gen.Select(Policies, Holdings.Array[0, 3]).Sample((policy, holdings) =>
    {
        var valuation = policy.Value([.. holdings.Select((holding, i) => holding with { Asset = Name(i) })]);
        Assert.True(!valuation.Value.IsNegative && valuation.Value <= valuation.MarketValue);
        Assert.All(valuation.Lines, line => Assert.Equal(line.MarketValue, line.Value + Sum(line.Terms)));
        Assert.All(valuation.Lines, line => Assert.True(!line.Value.IsNegative));
        Assert.Equal(valuation.MarketValue, valuation.Value + Sum(valuation.Terms));
    });

    [Fact]
    public void Caps_Bind() => Gen.Select(Policies, Holdings.Array[0, 3]).Sample((policy, holdings) =>
    {
        var valuation = policy.Value([.. holdings.Select((holding, i) => holding with { Asset = Name(i) })]);
        Assert.True(valuation.Value <= policy.AccountCap);
        Assert.All(valuation.Lines, line => Assert.True(line.Value <= policy.Assets[0].ValueCap));
    });

    [Fact]
    public void MoreVolatility_NeverCountsForMore() => Gen.Select(Policies, Holdings, Gen.Double[0, 2]).Sample((policy, holding, more) =>
        NotMore(policy, holding with { VolatilityPerYear = holding.VolatilityPerYear + more }, policy, holding));

    [Fact]
    public void MoreCorrelation_NeverCountsForMore() => Gen.Select(Policies, Holdings, Gen.Double[0, 1]).Sample((policy, holding, part) =>
        NotMore(policy, holding with { Correlation = holding.Correlation + ((1 - holding.Correlation) * part) }, policy, holding));

    [Fact]
    public void MoreLatency_NeverCountsForMore() => Gen.Select(Policies, Holdings, Gen.Int[0, 1_000_000]).Sample((policy, holding, more) =>
        NotMore(policy with { Assets = [policy.Assets[0] with { LatencySeconds = policy.Assets[0].LatencySeconds + more }] }, holding, policy, holding));

    [Fact]
    public void LessConfidence_NeverCountsForMore() => Gen.Select(Policies, Holdings, Gen.Int[0, 1_000_000]).Sample((policy, holding, ppm) =>
        NotMore(policy, holding with { PriceConfidence = Ratio.Min(holding.PriceConfidence, Ratio.FromPpm(ppm)) }, policy, holding));

    [Fact]
    public void MoreOfAnAsset_NeverCountsForMorePerUnit_NorForLessInAll() =>
        Gen.Select(Policies, Holdings, Gen.Long[0, 1_000_000_000_000_000]).Sample((policy, holding, more) =>
        {
            var larger = holding with { Quantity = holding.Quantity + Quantity.FromRaw(more) };
            var (value, largerValue) = (ValueOf(policy, holding), ValueOf(policy, larger));
            Assert.True(value <= (largerValue * (1 + Slack)) + Step);

            // Crosswise instead of divided, because of a quantity of 0. A step of rounding each.
            var (quantity, largerQuantity) = (Rational.From(holding.Quantity), Rational.From(larger.Quantity));
            Assert.True(largerValue * quantity <= ((value + Step) * largerQuantity * (1 + Slack)) + Step);
        });

    [Fact]
    public void SizeWeights_FallAsSizeGrows_AndNeverFavourTheHolder() =>
        Gen.Select(Gen.Double[0, 1.1], Gen.Double[0, 1], Gen.Double[0, 1e9], Gen.Double[0, 1e9]).Sample((weight, factor, quantity, more) =>
        {
            var size = new SizeWeight(weight, factor);
            Assert.True(size.OfAsset(quantity) <= weight && size.OfAsset(quantity + more) <= size.OfAsset(quantity));
            Assert.True(size.OfLiability(quantity) >= weight && size.OfLiability(quantity + more) >= size.OfLiability(quantity));
        });

    [Fact]
    public void ScaledWeight_KeepsWhatAllDepositsCountForAtTheStart() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 1_000_000]).Sample((start, more) =>
    {
        var scale = new DepositScale(Rational.One / 2, start);
        Assert.Equal(Rational.FromInteger(start) / 2, scale.WeightAt(start + more) * (start + more));
        Assert.Equal(Rational.One / 2, scale.WeightAt(start / 2));
    });

    [Fact]
    public void Haircut_AndWeight_SumToOne() => Gen.Select(Gen.Double[0, 3], Gen.Double[0, 1e9]).Sample((volatility, value) =>
    {
        var haircut = new VolatilityHaircut
        {
            Z = 2,
            VolatilityPerYear = volatility,
            HoldingSeconds = 86_400,
            LatencySeconds = 600,
            YearSeconds = 31_536_000,
            Spread = 0.001,
            DepegAllowance = 0,
            AbsorbedValue = 1e6,
        };
        Assert.Equal(1, haircut.HaircutOf(value) + haircut.WeightOf(value), 1e-14);
        Assert.InRange(haircut.HaircutOf(value), 0, 1);
    });

    private static Rational Step => Rational.From(Amount.FromRaw(10));

    private static void NotMore(CollateralPolicy worse, CollateralHolding worseHolding, CollateralPolicy policy, CollateralHolding holding) =>
        Assert.True(ValueOf(worse, worseHolding) <= (ValueOf(policy, holding) * (1 + Slack)) + Step);

    private static Rational ValueOf(CollateralPolicy policy, CollateralHolding holding) => Rational.From(policy.Value([holding]).Lines[0].Value);

    private static Amount Sum(ImmutableArray<HaircutTerm> terms) => terms.Aggregate(Amount.Zero, (sum, term) => sum + term.Amount);

    private static AssetId Name(int number) => AssetId.Create($"asset-{number}");
}
