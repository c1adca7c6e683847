using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Collateral;

/// <summary>Collateral by hand: one asset that floats and one that is pegged to 1.</summary>
public sealed class CollateralPolicyTests
{
    private static readonly AssetId Coin = AssetId.Create("coin");
    private static readonly AssetId Stable = AssetId.Create("stable");

    private static readonly CollateralPolicy Policy = new()
    {
        Assets =
        [
            new() { Asset = Coin, Market = Names.Btc, AverageDailyVolume = A("1000000"), ValueCap = A("1000000000"), LatencySeconds = 0, Spread = R("0") },
            new() { Asset = Stable, Market = Names.Btc, AverageDailyVolume = A("1000000"), ValueCap = A("1000000000"), LatencySeconds = 0, Spread = R("0"), Peg = P("1"), DepegAllowance = R("0.01") },
        ],
        AccountCap = A("1000000000"),
        Z = 2,
        HoldingSeconds = 86_400,
    };

    [Fact]
    public void Volatility_TakesItsQuantileOverTheTimeOfTheSale()
    {
        var line = LineOf(Holding(Coin, "10", "100", volatility: 0.5));
        Close(1000 * Math.Exp(-2 * 0.5 * Math.Sqrt(1 / 365.0)), line.Value);
        Assert.Equal([HaircutReason.Volatility], line.Terms.Select(term => term.Reason));
    }

    [Fact]
    public void WrongWay_RaisesTheVolatility_AndTheRightWayDoesNotLowerIt()
    {
        var wrong = LineOf(Holding(Coin, "10", "100", volatility: 0.5, correlation: 1));
        Close(1000 * Math.Exp(-2 * 0.75 * Math.Sqrt(1 / 365.0)), wrong.Value);
        Assert.Equal([HaircutReason.Volatility, HaircutReason.WrongWay], wrong.Terms.Select(term => term.Reason));
        Assert.Equal(
            LineOf(Holding(Coin, "10", "100", volatility: 0.5)).Value, LineOf(Holding(Coin, "10", "100", volatility: 0.5, correlation: -1)).Value);
    }

    [Fact]
    public void Concentration_TellsBeyondWhatTheMarketAbsorbs()
    {
        var absorbed = LineOf(Holding(Coin, "10", "100", volatility: 0.5, volume: 10_000));
        Assert.Equal([HaircutReason.Volatility], absorbed.Terms.Select(term => term.Reason));
        var four = LineOf(Holding(Coin, "40", "100", volatility: 0.5, volume: 10_000));
        Close(4000 * Math.Exp(-2 * 2 * 0.5 * Math.Sqrt(1 / 365.0)), four.Value);
        Assert.Equal([HaircutReason.Volatility, HaircutReason.Concentration], four.Terms.Select(term => term.Reason));
    }

    [Fact]
    public void BeyondTheLargestUsefulSize_MoreAddsNothing()
    {
        var (much, more) = (LineOf(Holding(Coin, "10000000", "100", 3, volume: 10_000)), LineOf(Holding(Coin, "20000000", "100", 3, volume: 10_000)));
        Assert.True(much.Value.IsPositive);
        Assert.Equal(much.Value, more.Value);
    }

    [Theory]
    [InlineData("1", 0.01)]
    [InlineData("0.98", 0.01)] // at the threshold nothing more
    [InlineData("0.9", 0.17)] // 0.08 under it, twice
    public void Peg_IsChargedAsItBreaks(string price, double exponent) =>
        Close((double)P(price).ToDecimal() * 1000 * Math.Exp(-exponent), LineOf(Holding(Stable, "1000", price, volatility: 0)).Value);

    [Fact]
    public void OverThePeg_NothingCounts()
    {
        var line = LineOf(Holding(Stable, "1000", "1.05", volatility: 0));
        Close(1000 * Math.Exp(-0.01), line.Value);
        Assert.Equal(new(HaircutReason.OverPeg, A("50")), line.Terms[0]);
    }

    [Fact]
    public void Doubt_IsChargedBelowTheThreshold()
    {
        var holding = Holding(Coin, "10", "100", volatility: 0);
        Assert.Equal(A("1000"), LineOf(holding with { PriceConfidence = R("0.9") }).Value);
        Close(1000 * Math.Exp(-0.25), LineOf(holding with { PriceConfidence = R("0.5") }).Value);
    }

    [Fact]
    public void Spread_IsTakenOff() =>
        Close(1000 * Math.Exp(-0.01), LineOf(Holding(Coin, "10", "100", volatility: 0), Policy with { Assets = [Policy.Assets[0] with { Spread = R("0.01") }] }).Value);

    [Fact]
    public void Caps_Bind_AndSaySo()
    {
        var capped = Policy with { Assets = [Policy.Assets[0] with { ValueCap = A("600") }, Policy.Assets[1]], AccountCap = A("1000") };
        var valuation = capped.Value([Holding(Coin, "10", "100", 0), Holding(Stable, "500", "1", 0)]);
        Assert.Equal((A("600"), A("1000"), A("1500")), (valuation.Lines[0].Value, valuation.Value, valuation.MarketValue));
        Assert.Equal([HaircutReason.Depeg, HaircutReason.AssetCap, HaircutReason.AccountCap], valuation.Terms.Select(term => term.Reason));
        Assert.Equal(A("400"), valuation.Terms[1].Amount);
        Assert.Equal(valuation.MarketValue, valuation.Value + Sum(valuation.Terms));
    }

    [Fact]
    public void WhatIsNotAccepted_CountsForNothing()
    {
        var nothing = LineOf(Holding(AssetId.Create("other"), "10", "100", 0));
        Assert.Equal((A("1000"), A("0"), new HaircutTerm(HaircutReason.NotAccepted, A("1000"))), (nothing.MarketValue, nothing.Value, Assert.Single(nothing.Terms)));
        Assert.Equal(A("0"), LineOf(Holding(Coin, "10", "100", 0, volume: 0)).Value);
        Assert.Equal((A("0"), A("0")), (LineOf(Holding(Coin, "10", "-5", 1)).Value, LineOf(Holding(Stable, "10", "-5", 1)).MarketValue));
        Assert.Equal(A("0"), LineOf(Holding(Coin, "10", "100", 0), Policy with { Assets = [new() { Asset = Coin, Market = Names.Btc, AverageDailyVolume = A("1000000") }] }).Value); // a new asset starts at nothing
    }

    [Fact]
    public void Holdings_OutOfRange_AreRefused()
    {
        var holding = Holding(Coin, "10", "100", 0.5);
        Assert.Throws<ArgumentException>(() => Policy.Value([holding, holding]));
        Assert.Throws<ArgumentException>(() => Policy.Value([holding with { Quantity = Q("-1") }]));
        Assert.Throws<ArgumentException>(() => Policy.Value([holding with { VolatilityPerYear = double.NaN }]));
        Assert.Throws<ArgumentException>(() => Policy.Value([holding with { AverageDailyVolume = -1 }]));
        Assert.Throws<ArgumentException>(() => Policy.Value([holding with { Correlation = 1.01 }]));
        Assert.Throws<ArgumentException>(() => Policy.Value([holding with { PriceConfidence = R("1.01") }]));
    }

    [Fact]
    public void Check_NamesWhatIsOutOfRange()
    {
        Assert.Null(Policy.Check());
        Bad(Policy with { Assets = [Policy.Assets[0], Policy.Assets[0]] }, "assets", "each once");
        Bad(Policy with { AccountCap = A("-1") }, "accountCap", "0 or more");
        Bad(Policy with { Z = double.NaN }, "z", "0 or more");
        Bad(Policy with { HoldingSeconds = -1 }, "holdingSeconds", "0 or more");
        Bad(Policy with { ParticipationFraction = R("0") }, "participationFraction", "above 0 and at most 1");
        Bad(Policy with { WrongWayFactor = R("-1") }, "wrongWayFactor", "0 or more");
        Bad(Policy with { DepegFactor = R("-1") }, "depegFactor", "0 or more");
        Bad(Policy with { DepegThreshold = R("1.1") }, "depegThreshold", "from 0 to 1");
        Bad(Policy with { ConfidenceFactor = R("-1") }, "confidenceFactor", "0 or more");
        Bad(Policy with { ConfidenceThreshold = R("-1") }, "confidenceThreshold", "from 0 to 1");
        Bad(Policy with { DefaultCorrelation = R("-1.1") }, "defaultCorrelation", "from -1 to 1");
        BadAsset(Policy.Assets[0] with { Asset = default }, "asset", "named");
        BadAsset(Policy.Assets[0] with { ValueCap = A("-1") }, "valueCap", "0 or more");
        BadAsset(Policy.Assets[0] with { LatencySeconds = -1 }, "latencySeconds", "0 or more");
        BadAsset(Policy.Assets[0] with { Spread = R("1.1") }, "spread", "from 0 to 1");
        BadAsset(Policy.Assets[0] with { Peg = P("0") }, "peg", "above 0");
        BadAsset(Policy.Assets[0] with { DepegAllowance = R("-1") }, "depegAllowance", "from 0 to 1");
    }

    internal static CollateralHolding Holding(
        AssetId asset, string quantity, string price, double volatility, double volume = 1e12, double correlation = 0) => new()
        {
            Asset = asset,
            Quantity = Q(quantity),
            Price = P(price),
            VolatilityPerYear = volatility,
            AverageDailyVolume = volume,
            Correlation = correlation,
        };

    private static CollateralLine LineOf(CollateralHolding holding, CollateralPolicy? policy = null) => (policy ?? Policy).Value([holding]).Lines[0];

    private static Amount Sum(IEnumerable<HaircutTerm> terms) => terms.Aggregate(Amount.Zero, (sum, term) => sum + term.Amount);

    private static void Close(double expected, Amount actual) => Assert.Equal(expected, actual.ToDouble(), expected * 1e-12);

    private static void Bad(CollateralPolicy policy, string field, string range) =>
        Expect.Refused(policy.Check(), RefusalCode.ParametersInvalid, field, limit: range);

    private static void BadAsset(CollateralAsset asset, string field, string range) => Bad(Policy with { Assets = [asset] }, field, range);
}
