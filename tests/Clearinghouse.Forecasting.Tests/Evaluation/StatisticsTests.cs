using Clearinghouse.Forecasting.Evaluation;
using CsCheck;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Evaluation;

/// <summary>Losses and tests, worked by hand, and laws that hold for all numbers.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void Qlike_of_half_the_forecast() => Assert.Equal(0.5 - Math.Log(0.5) - 1, Losses.Qlike(1, 2), 1e-15);

    [Fact]
    public void Qlike_is_zero_for_a_perfect_forecast_and_positive_otherwise() =>
        Gen.Select(Gen.Double[1e-6, 1e3], Gen.Double[1e-6, 1e3]).Sample((realised, forecast) => Losses.Qlike(realised, forecast) >= 0 && Losses.Qlike(realised, realised) == 0);

    [Fact]
    public void Qlike_has_no_unit() =>
        Gen.Select(Gen.Double[1e-3, 1e3], Gen.Double[1e-3, 1e3], Gen.Double[1e-3, 1e3])
            .Sample((realised, forecast, unit) => Math.Abs(Losses.Qlike(realised * unit, forecast * unit) - Losses.Qlike(realised, forecast)) <= 1e-9 * (1 + Losses.Qlike(realised, forecast)));

    [Fact]
    public void A_forecast_of_nothing_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Losses.Qlike(1, 0));

    [Fact]
    public void Squared_error_is_in_percent_to_the_fourth() => Assert.Equal(4, Losses.SquaredError(0.0003, 0.0001), 1e-12);

    [Fact]
    public void Newey_West_without_lags_is_the_variance_of_the_mean() => Assert.Equal(1.25 / 4, NeweyWest.VarianceOfMean([1, 2, 3, 4], lags: 0), 1e-15);

    [Fact]
    public void Newey_West_weighs_neighbours()
    {
        // Deviations −1.5 −0.5 0.5 1.5: squares sum to 5, products of neighbours to 1.25; one lag weighs a half, twice.
        Assert.Equal((5 + (2 * 0.5 * 1.25)) / 16, NeweyWest.VarianceOfMean([1, 2, 3, 4], lags: 1), 1e-15);
    }

    [Fact]
    public void Newey_West_is_never_negative() =>
        Gen.Double[-10, 10].Array[3, 30].Sample(values => NeweyWest.VarianceOfMean(values, 2) >= 0);

    [Fact]
    public void Diebold_Mariano_is_antisymmetric()
    {
        double[] losses = [.. Enumerable.Range(0, 40).Select(i => 1 + Math.Sin(i))];
        double[] others = [.. Enumerable.Range(0, 40).Select(i => 1.2 + Math.Cos(2 * i))];

        var (one, two) = (DieboldMariano.Compare(losses, others), DieboldMariano.Compare(others, losses));

        Assert.Equal(-one.Statistic, two.Statistic, 1e-12);
        Assert.Equal(one.PValue, two.PValue, 1e-12);
        Assert.True(one.Statistic < 0);
    }

    [Fact]
    public void Diebold_Mariano_of_the_same_forecast_is_nothing() =>
        Assert.Equal(new DieboldMariano(0, 0, 1), DieboldMariano.Compare([.. Enumerable.Repeat(1.0, 20)], [.. Enumerable.Repeat(1.0, 20)]));

    [Fact]
    public void Diebold_Mariano_of_5_percent_is_near_two()
    {
        // Differences ±1 in turn around 0.1 are independent enough without lags: t = 0.1 / (1/√n).
        double[] losses = [.. Enumerable.Range(0, 400).Select(i => 0.1 + (i % 2 == 0 ? 1 : -1))];
        var test = DieboldMariano.Compare(losses, new double[400], lags: 0);

        Assert.Equal(2, test.Statistic, 1e-9);
        Assert.Equal(0.0455, test.PValue, 1e-4);
    }

    [Fact]
    public void A_forecast_at_half_the_level_needs_a_slope_of_two()
    {
        var line = MincerZarnowitz.Regress([3, 5, 7], [1, 2, 3]);

        Assert.Equal((1, 2, 1), (Math.Round(line.Intercept, 9), Math.Round(line.Slope, 9), Math.Round(line.RSquared, 9)));
    }

    [Fact]
    public void A_forecast_that_never_moves_cannot_be_calibrated() => Assert.Throws<ArgumentException>(() => MincerZarnowitz.Regress([1, 2], [3, 3]));

    [Fact]
    public void Geometric_mean_needs_every_member()
    {
        var mean = ForecastTrack.GeometricMean("both", [new("a", "X", [1, null, 4]), new("b", "X", [4, 1, 9])]);

        Assert.Equal([2, null, 6], mean.Variances.Select(variance => variance is { } known ? Math.Round(known, 9) : (double?)null));
        Assert.Throws<ArgumentException>(() => ForecastTrack.GeometricMean("both", [new("a", "X", []), new("b", "Y", [])]));
    }
}
