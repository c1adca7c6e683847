using System.Collections.Immutable;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Funding;

/// <summary>Averages over whole seconds are compared with going through them one by one.</summary>
public sealed class TimeWeightedAverageTests
{
    private static readonly Gen<TimeInterval> Intervals =
        Gen.Select(Gen.Int[-5, 45], Gen.Int[-3, 20]).Select((from, length) => new TimeInterval(from, from + length));

    private static readonly Gen<ImmutableArray<PriceObservation>> Observations = Gen.Select(Gen.Int[-10, 50], Gen.Int[-100, 100])
        .Select((at, price) => new PriceObservation(at, price)).Array[0, 8].Select(all => all.ToImmutableArray());

    [Fact]
    public void Average_IsThatOfEverySecondByItself() => Gen.Select(Intervals, Observations, Intervals.Array[0, 4]).Sample((period, observations, halts) =>
    {
        var (sum, count) = (0, 0);
        for (var second = (int)period.FromSeconds.Numerator; second < period.ToSeconds; second++)
        {
            var known = observations.Where(observation => observation.AtSeconds <= second).OrderBy(observation => observation.AtSeconds).ToList();
            if (known.Count == 0 || halts.Any(halt => halt.FromSeconds <= second && second < halt.ToSeconds)) continue;
            sum += (int)known[^1].Price.Numerator;
            count++;
        }

        var average = TimeWeightedAverage.Over(period, observations, [.. halts]);
        Assert.Equal(count, average.CountedSeconds);
        Assert.Equal(count == 0 ? null : Rational.FromInteger(sum) / count, average.Average);
    });

    [Fact]
    public void Average_OfAConstantPrice_IsThatPrice() => Gen.Select(Intervals, Intervals.Array[0, 4]).Sample((period, halts) =>
    {
        var average = TimeWeightedAverage.Over(period, [new(-100, 7)], [.. halts]);
        if (average.Average is { } found) Assert.Equal(7, found);
        Assert.True(average.CountedSeconds <= Rational.Max(period.ToSeconds - period.FromSeconds, Rational.Zero));
    });
}
