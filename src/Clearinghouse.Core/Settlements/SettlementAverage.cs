using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Settlements;

/// <summary>
/// A contract's mark over the time by which it would be settled, weighted by how long it held. Folded into at most 61 slices, so that its memory is bounded whatever the number of prices; the sums are exact. A mark counts from when it
/// was observed until the next, but no longer than prices may be relied on, so the last price itself, of which nobody knows how long it held, weighs nothing.
/// </summary>
public sealed record SettlementAverage
{
    /// <summary>Time of averaging, in seconds (<see cref="SettlementRule.AveragingSeconds"/>).</summary>
    public required int Seconds { get; init; }

    /// <summary>Slices in which time counted, oldest first.</summary>
    public ImmutableArray<MarkSlice> Buckets { get; init; } = [];

    /// <summary>The mark that holds.</summary>
    public required Price Mark { get; init; }

    /// <summary>Until when it is accounted for.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when the mark may be relied on, by the age of its price.</summary>
    public required DateTimeOffset ReliableUntil { get; init; }

    private long SliceTicks => Seconds / SettlementRule.Slices * TimeSpan.TicksPerSecond;

    /// <summary>An average that begins with a mark.</summary>
    /// <param name="seconds">Time of averaging, in seconds.</param>
    /// <param name="at">When the mark was observed.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="maxAge">How long prices may be relied on.</param>
    public static SettlementAverage StartingAt(int seconds, DateTimeOffset at, Price mark, TimeSpan maxAge) =>
        new() { Seconds = seconds, Mark = mark, Now = at, ReliableUntil = at + maxAge };

    /// <summary>From a time on this mark holds. One of before <see cref="Now"/> changes nothing that is accounted for.</summary>
    /// <param name="at">When it was observed; must not go back.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="maxAge">How long prices may be relied on.</param>
    public SettlementAverage Observe(DateTimeOffset at, Price mark, TimeSpan maxAge) => Until(at) with { Mark = mark, ReliableUntil = at + maxAge };

    /// <summary>The same mark until a time, as long as it may be relied on.</summary>
    public SettlementAverage Until(DateTimeOffset at)
    {
        if (at <= Now) return this;
        var end = at < ReliableUntil ? at : ReliableUntil;
        var oldest = FirstIndexAt(at);
        var from = Math.Max(Now.UtcTicks, oldest * SliceTicks);
        var buckets = Buckets.Where(bucket => bucket.Index >= oldest).ToList();
        while (from < end.UtcTicks)
        {
            var index = from / SliceTicks;
            var held = Math.Min(end.UtcTicks, (index + 1) * SliceTicks) - from;
            var (sum, counted) = buckets.Count > 0 && buckets[^1].Index == index ? (buckets[^1].Sum, buckets[^1].CountedTicks) : (0, 0);
            if (counted > 0) buckets.RemoveAt(buckets.Count - 1);
            buckets.Add(new MarkSlice(index, checked(sum + ((Int128)Mark.Raw * held)), counted + held));
            from += held;
        }

        return this with { Buckets = [.. buckets], Now = at };
    }

    /// <summary>The time that is looked back over from <see cref="Now"/>: whole slices, so the time of averaging and up to a sixtieth of it more, never less.</summary>
    [JsonIgnore]
    public DateTimeOffset From => new(FirstIndexAt(Now) * SliceTicks, TimeSpan.Zero);

    /// <summary>Time that counted since <see cref="From"/>, in ticks of 100 ns.</summary>
    [JsonIgnore]
    public long CountedTicks => Buckets.Sum(bucket => bucket.CountedTicks);

    /// <summary>The average, rounded half-even once, for all holders alike; the mark itself where no time counted.</summary>
    [JsonIgnore]
    public Price Price => CountedTicks is var counted and > 0
        ? Price.FromRaw(checked((long)RoundedDivision.Divide(Buckets.Aggregate(Int128.Zero, (sum, bucket) => sum + bucket.Sum), counted, Rounding.HalfEven)))
        : Mark;

    private long FirstIndexAt(DateTimeOffset at) => (at.UtcTicks / SliceTicks) - SettlementRule.Slices;
}
