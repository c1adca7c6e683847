using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding;

/// <summary>
/// The average of a price that is constant between observations, weighted by how long it held. Halts and auctions count neither above nor
/// below the line, because nobody could trade at the price of that time; what was observed in them holds after them all the same.
/// </summary>
/// <param name="Average">Exact; null when no time counts.</param>
/// <param name="CountedSeconds">Seconds that count: of the period, after the first observation, outside what is excluded.</param>
public readonly record struct TimeWeightedAverage(Rational? Average, Rational CountedSeconds)
{
    /// <summary>The average over a period.</summary>
    /// <param name="period">The period.</param>
    /// <param name="observations">In any order; of several at one time the last in the list holds. One before the period holds at its start.</param>
    /// <param name="excluded">Halts and auctions; in any order, and they may overlap.</param>
    public static TimeWeightedAverage Over(
        TimeInterval period, ImmutableArray<PriceObservation> observations, ImmutableArray<TimeInterval> excluded)
    {
        var ordered = observations.OrderBy(observation => observation.AtSeconds).ToList();
        var halts = Merge(excluded);
        var (sum, counted) = (Rational.Zero, Rational.Zero);
        for (var i = 0; i < ordered.Count; i++)
        {
            var from = Rational.Max(period.FromSeconds, ordered[i].AtSeconds);
            var to = i + 1 < ordered.Count ? Rational.Min(period.ToSeconds, ordered[i + 1].AtSeconds) : period.ToSeconds;
            if (from >= to) continue;
            var held = to - from - Overlap(from, to, halts);
            sum += held * ordered[i].Price;
            counted += held;
        }

        return new(counted.Sign == 0 ? null : sum / counted, counted);
    }

    /// <summary>The same stretches in order and without overlap, so that no second is left out twice.</summary>
    private static List<TimeInterval> Merge(ImmutableArray<TimeInterval> intervals)
    {
        var merged = new List<TimeInterval>();
        foreach (var next in intervals.Where(interval => interval.FromSeconds < interval.ToSeconds).OrderBy(interval => interval.FromSeconds))
        {
            if (merged.Count > 0 && next.FromSeconds <= merged[^1].ToSeconds)
                merged[^1] = merged[^1] with { ToSeconds = Rational.Max(merged[^1].ToSeconds, next.ToSeconds) };
            else
                merged.Add(next);
        }

        return merged;
    }

    private static Rational Overlap(Rational from, Rational to, List<TimeInterval> halts)
    {
        var overlap = Rational.Zero;
        foreach (var halt in halts)
            overlap += Rational.Max(Rational.Min(to, halt.ToSeconds) - Rational.Max(from, halt.FromSeconds), Rational.Zero);
        return overlap;
    }
}
