using Clearinghouse.Core.Units;
using Clearinghouse.Forecasting.Bands;
using CsCheck;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Bands;

/// <summary>Price bands and risk factors of a lognormal price.</summary>
public sealed class PriceRangeTests
{
    [Fact]
    public void Rounding_never_widens_a_range() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0.1, 3], Gen.Int[10, 100_000], Gen.Int[1, 500]).Sample((price, volatility, seconds, quantum) =>
        {
            var (exact, rounded) = (Range(price, volatility, seconds, 0), Range(price, volatility, seconds, quantum));
            return rounded.LowerBound >= exact.LowerBound && rounded.UpperBound <= exact.UpperBound && (rounded.LowerBound / quantum).Denominator.IsOne;
        });

    [Fact]
    public void A_longer_horizon_and_a_higher_volatility_widen_a_range()
    {
        var range = Range(100, 1, 600, 0);

        Assert.True(Range(100, 1, 1200, 0).UpperBound > range.UpperBound);
        Assert.True(Range(100, 2, 600, 0).LowerBound < range.LowerBound);
    }

    [Fact]
    public void Bounds_belong_to_the_range()
    {
        var range = PriceRange.Percentage(100, Rational.FromDouble(0.25), Rational.FromDouble(0.5), 0);

        Assert.True(range.Contains(75) && range.Contains(150));
        Assert.False(range.Contains(74) || range.Contains(151));
        Assert.Equal(60, AuctionTrigger.AuctionSeconds([new(range, 60), new(PriceRange.Percentage(100, 1, 1, 0), 30)], 160));
    }

    [Theory]
    [InlineData(0, 1, 1, 0.5)]
    [InlineData(1, -1, 1, 0.5)]
    [InlineData(1, 1, 0, 0.5)]
    [InlineData(1, 1, 1, 1)]
    public void Parameters_out_of_range_are_refused(int price, double volatility, double seconds, double probability) =>
        Assert.Throws<ArgumentException>(() => PriceRange.Lognormal(price, 0, volatility, seconds, probability, 0));

    [Fact]
    public void A_short_loses_more_than_a_long_and_both_grow_with_volatility() =>
        Gen.Select(Gen.Double[1e-6, 0.1], Gen.Double[0.1, 2]).Sample((tail, volatility) =>
        {
            var (calm, wild) = (LognormalRiskFactors.Of(tail, 0.01, 0, volatility), LognormalRiskFactors.Of(tail, 0.01, 0, volatility * 1.5));
            return calm.Long is > 0 and < 1 && calm.Short > calm.Long && wild.Long > calm.Long && wild.Short > calm.Short;
        });

    private static PriceRange Range(long price, double volatility, double seconds, long quantum) => PriceRange.Lognormal(price, 0, volatility, seconds, 0.999, quantum);
}
