using Clearinghouse.Core.Scenarios;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Scenarios;

public sealed class TailLossTests
{
    private static readonly Gen<double[]> Losses = Gen.Double[-100, 100].Array[1, 300];

    [Theory]
    [InlineData(500, 0.975, 13)]
    [InlineData(512, 0.975, 13)]
    [InlineData(400, 0.975, 10)]
    [InlineData(100, 0.99, 1)]
    [InlineData(10, 0.99, 1)]
    [InlineData(10, 0.5, 5)]
    public void CountOf_IsTheShareBeyondTheConfidence_RoundedUp_AndAtLeastOne(int scenarios, double confidence, int count) =>
        Assert.Equal(count, TailLoss.CountOf(scenarios, confidence));

    [Fact]
    public void Of_EqualsWhatSortingSays() => Gen.Select(Losses, Gen.Double[0.5, 0.999]).Sample((losses, confidence) =>
    {
        var sorted = losses.OrderDescending().ToList();
        var count = TailLoss.CountOf(losses.Length, confidence);
        Assert.Equal(Math.Max(0, sorted.Take(count).Average()), TailLoss.Of([.. losses], TailStatistic.ExpectedShortfall, confidence), 1e-9);
        Assert.Equal(Math.Max(0, sorted[count - 1]), TailLoss.Of([.. losses], TailStatistic.ValueAtRisk, confidence));
        Assert.Equal(Math.Max(0, sorted[0]), TailLoss.Of([.. losses], TailStatistic.Worst, confidence));
    });

    [Fact]
    public void Of_WithAFloor_IsTheLargerOfBoth() => Gen.Select(Losses, Gen.Double[0, 150], Gen.Double[0.5, 0.999], Gen.Enum<TailStatistic>()).Sample((losses, floor, confidence, statistic) =>
        Assert.Equal(Math.Max(floor, TailLoss.Of([.. losses], statistic, confidence)), TailLoss.Of(losses, statistic, confidence, new double[losses.Length], floor)));

    [Fact]
    public void Of_ValuesMostOfWhichAreEqual_EqualsWhatSortingSays() => Gen.Select(Gen.Int[0, 3].Array[1, 300], Gen.Double[0.5, 0.999]).Sample((steps, confidence) =>
    {
        double[] losses = [.. steps.Select(step => (double)step)];
        var tail = losses.OrderDescending().Take(TailLoss.CountOf(losses.Length, confidence)).ToList();
        Assert.Equal(tail.Average(), TailLoss.Of([.. losses], TailStatistic.ExpectedShortfall, confidence), 1e-9);
        Assert.Equal(tail[^1], TailLoss.Of([.. losses], TailStatistic.ValueAtRisk, confidence));
    });

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal(0, TailLoss.Of([], TailStatistic.Worst, 0.99));

    [Fact]
    public void ExpectedShortfall_OfASum_IsAtMostTheSum() => Gen.Select(Gen.Double[-100, 100].Array[50], Gen.Double[-100, 100].Array[50]).Sample((left, right) =>
    {
        double[] both = [.. left.Zip(right, (a, b) => a + b)];
        var apart = TailLoss.Of([.. left], TailStatistic.ExpectedShortfall, 0.9) + TailLoss.Of([.. right], TailStatistic.ExpectedShortfall, 0.9);
        Assert.True(TailLoss.Of(both, TailStatistic.ExpectedShortfall, 0.9) <= apart + 1e-9);
    });
}
