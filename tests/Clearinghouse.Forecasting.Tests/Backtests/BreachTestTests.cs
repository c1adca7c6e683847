using Clearinghouse.Forecasting.Backtests;
using CsCheck;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Backtests;

/// <summary>Tests of breaches, worked by hand.</summary>
public sealed class BreachTestTests
{
    [Fact]
    public void Kupiec_of_none_in_a_hundred()
    {
        var test = Kupiec.Test(100, 0, 0.01);

        Assert.Equal(-200 * Math.Log(0.99), test.LikelihoodRatio, 1e-12);
        Assert.InRange(test.PValue, 0.15, 0.16);
    }

    [Fact]
    public void Kupiec_holds_at_the_expected_rate_and_rejects_ten_times_it()
    {
        Assert.Equal(new Kupiec(0, 1), Kupiec.Test(1000, 10, 0.01));
        Assert.InRange(Kupiec.Test(1000, 100, 0.01).PValue, 0, 1e-9);
    }

    [Fact]
    public void Kupiec_refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentException>(() => Kupiec.Test(10, 11, 0.01));
        Assert.Throws<ArgumentException>(() => Kupiec.Test(10, 1, 0));
        Assert.Throws<ArgumentException>(() => Kupiec.Test(0, 0, 0.01));
    }

    [Fact]
    public void P_values_are_probabilities() =>
        Gen.Select(Gen.Bool.Array[1, 60], Gen.Double[0.01, 0.99]).Sample((breaches, rate) =>
        {
            var test = Christoffersen.Test(breaches, rate);
            return test.PIndependence is >= 0 and <= 1 && test.PConditional is >= 0 and <= 1 && test.IndependenceLikelihoodRatio >= 0 && test.Transitions.Sum() == breaches.Length - 1;
        });

    [Fact]
    public void Christoffersen_tells_clusters_from_single_breaches()
    {
        bool[] clustered = [.. Enumerable.Range(0, 400).Select(i => i is >= 100 and < 110)];
        bool[] scattered = [.. Enumerable.Range(0, 400).Select(i => i % 40 == 20)];

        Assert.InRange(Christoffersen.Test(clustered, 0.025).PIndependence, 0, 1e-6);
        Assert.InRange(Christoffersen.Test(scattered, 0.025).PIndependence, 0.3, 1);
    }

    [Fact]
    public void Traffic_light_counts_every_window()
    {
        // 251 days: two windows, of 5 and of 4 breaches, since the first day drops out.
        bool[] breaches = [.. Enumerable.Range(0, 251).Select(i => i % 50 == 0 && i < 250)];

        Assert.Equal(new TrafficLight(0.5, 0.5, 0, 5), TrafficLight.Of(breaches));
        Assert.Null(TrafficLight.Of(new bool[249]));
        Assert.Equal(1, TrafficLight.Of([.. Enumerable.Repeat(true, 250)])!.Value.Red);
    }
}
