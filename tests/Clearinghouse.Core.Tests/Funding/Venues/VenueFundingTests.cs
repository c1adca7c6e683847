using Clearinghouse.Core.Funding.Venues;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Funding.Venues;

/// <summary>What holds of venues' rules for all inputs; the worked numbers are in the acceptance tables.</summary>
public sealed class VenueFundingTests
{
    private static readonly Gen<Rational> Prices = Gen.Int[1, 1_000_000].Select(price => Rational.FromInteger(price) / 100);

    private static readonly Gen<Rational> Rates = Gen.Int[-1_000_000, 1_000_000].Select(ppm => Rational.FromInteger(ppm) / 1_000_000);

    [Fact]
    public void Derive_PremiumIsZeroInsideTheImpactPrices() => Gen.Select(Prices, Prices).Sample((bid, width) =>
        Assert.Equal(Rational.Zero, DeriveFunding.Premium(bid + (width / 2), bid, bid + width)));

    [Fact]
    public void Caps_Bind() => Gen.Select(Rates, Prices, Prices).Sample((premium, mark, oracle) =>
    {
        var cap = Rational.One / 1000;
        Assert.True(new DeriveFunding(0, cap).HourlyRate(premium).Abs <= cap);
        Assert.True(new HyperliquidFunding(0, 0, cap).HourlyRate(premium).Abs <= cap);
        Assert.True(new DydxFunding(6).EightHourRate([premium], cap * 2, cap).Abs <= cap * 6);
        Assert.True(new DriftFunding(5000, 33).FundingPerUnitHour(mark, oracle).Abs <= oracle / 33 / 24);
    });

    [Fact]
    public void WithoutSamples_ThereIsNoPremium()
    {
        Assert.Equal(Rational.Zero, new DydxFunding(6).EightHourRate([], 1, 0));
        Assert.Equal(Rational.One / 10_000, new HyperliquidFunding(Rational.One / 10_000, Rational.One / 2000, 1).EightHourRate([]));
    }

    [Fact]
    public void Hyperliquid_NearTheInterest_IsTheInterest() => Gen.Int[-400, 600].Sample(ppm =>
        Assert.Equal(
            Rational.One / 10_000,
            new HyperliquidFunding(Rational.One / 10_000, Rational.One / 2000, 1).EightHourRate([Rational.FromInteger(ppm) / 1_000_000])));

    [Fact]
    public void Vega_WithoutAClamp_PaysThePremium() => Gen.Select(Prices, Prices).Sample((mark, index) =>
    {
        var plain = new VegaFunding { PeriodYears = 0, InterestRate = 0, ClampLower = 0, ClampUpper = 0, ScalingFactor = 1 };
        Assert.Equal(mark - index, plain.PaymentPerUnit(mark, index, 1));
        var limited = (plain with { RateLower = -Rational.One / 100, RateUpper = Rational.One / 100 }).PaymentPerUnit(mark, index, 1);
        Assert.True(limited.Abs <= index / 100);
    });

    [Fact]
    public void Synthetix_InTwoSteps_IsOneStep() => Gen.Select(Rates, Rates, Prices, Prices).Sample((skew, rate, first, second) =>
    {
        var funding = new SynthetixFunding(skew * 1000, rate, 10_000, 3);
        Assert.Equal(funding.After(first + second), funding.After(first).After(second));
        Assert.Equal(
            funding.AccrualOver(first + second, 5, 7),
            funding.AccrualOver(first, 5, 7) + funding.After(first).AccrualOver(second, 5, 7));
    });

    [Fact]
    public void Interest_IsContinuousAtTheOptimum_AndSteeperBeyond()
    {
        var interest = new UtilisationInterest(Rational.One / 100, Rational.One / 5, 2, Rational.One / 2);
        Assert.Equal(Rational.FromInteger(11) / 100, interest.AnnualRate(Rational.One / 2));
        Assert.Equal(Rational.One / 50, (interest.AnnualRate(Rational.FromInteger(51) / 100) - interest.AnnualRate(Rational.One / 2)));
    }

    [Fact]
    public void Accrual_KeepsItsDigits_ForASecondAndForYears() => Gen.Select(Gen.Double[0, 5], Gen.Double[0, 100_000_000]).Sample((rate, seconds) =>
    {
        var exponent = rate * seconds / 31_536_000;
        var series = Enumerable.Range(1, 120).Aggregate((Term: 1.0, Sum: 0.0), (state, n) => (state.Term * exponent / n, state.Sum + (state.Term * exponent / n))).Sum;
        Assert.Equal(series, UtilisationInterest.Accrual(rate, seconds), series * 1e-12);
    });
}
