using Clearinghouse.Forecasting.Measures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Measures;

/// <summary>Numbers worked by hand.</summary>
public sealed class RealisedMeasuresTests
{
    private static readonly double[] Returns = [0.01, -0.02, 0.03];

    [Fact]
    public void Variance_is_the_sum_of_squares() => Assert.Equal(0.0014, RealisedMeasures.Variance(Returns), 1e-15);

    [Fact]
    public void Negative_semivariance_counts_falls_only() => Assert.Equal(0.0004, RealisedMeasures.NegativeSemivariance(Returns), 1e-15);

    [Fact]
    public void Quarticity_is_a_third_of_n_times_the_fourth_powers() => Assert.Equal(98e-8, RealisedMeasures.Quarticity(Returns), 1e-18);

    [Fact]
    public void Bipower_multiplies_neighbours() => Assert.Equal(Math.PI / 2 * 1.5 * 0.0008, RealisedMeasures.Bipower(Returns), 1e-15);

    [Fact]
    public void Jump_is_zero_without_one() => Assert.Equal((0, Math.Log(1.5)), (RealisedMeasures.Jump(1, 2), RealisedMeasures.Jump(2, 1)));

    [Fact]
    public void Returns_are_logarithms_of_ratios() => Assert.Equal([Math.Log(1.1), -Math.Log(1.1)], RealisedMeasures.ReturnsOf([100, 110, 100]), (x, y) => Math.Abs(x - y) < 1e-15);

    [Fact]
    public void A_price_of_zero_is_refused() => Assert.Throws<ArgumentException>(() => RealisedMeasures.ReturnsOf([1, 0]));

    [Fact]
    public void Realised_range_of_one_bar_is_Parkinson() =>
        Assert.Equal(RangeMeasures.Parkinson(0.3, 0.1), RealisedMeasures.Range([0.2]), 1e-15);

    [Fact]
    public void Parkinson_and_Garman_Klass_of_a_bar()
    {
        Assert.Equal(0.04 / (4 * Math.Log(2)), RangeMeasures.Parkinson(0.15, -0.05), 1e-15);
        Assert.Equal(0.02 - (((2 * Math.Log(2)) - 1) * 0.01), RangeMeasures.GarmanKlass(0, 0.15, -0.05, 0.1), 1e-15);
        Assert.Equal((0.05 * 0.15) + (-0.15 * -0.05), RangeMeasures.RogersSatchell(0, 0.15, -0.05, 0.1), 1e-15);
    }

    [Fact]
    public void Yang_Zhang_of_two_days()
    {
        // k = 0.34 / (1.34 + 3/1); sample variances of {1, 3} and {2, 6} are 2 and 8; the mean of {5, 7} is 6.
        const double K = 0.34 / 4.34;

        Assert.Equal(2 + (K * 8) + ((1 - K) * 6), RangeMeasures.YangZhang([1, 3], [2, 6], [5, 7]), 1e-12);
    }

    [Fact]
    public void Exponential_average_weighs_the_past_by_its_decay() => Assert.Equal(0.9 * ((0.9 * 1) + 0.2) + 0.3, ExponentialAverage.Last(0.9, 1, [2, 3]), 1e-12);
}
