using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding;

/// <summary>
/// A perpetual's mark and index over a funding period, folded over observations and halts: how much of the period counted, and the sums of
/// price × time of both. Exact, whatever the number of observations. Times must not go back.
/// </summary>
public sealed record FundingPeriod
{
    /// <summary>Sum of mark × time that counted, in raw units of price times ticks of 100 ns.</summary>
    public Int128 MarkSum { get; init; }

    /// <summary>Sum of index × time that counted, in raw units of price times ticks of 100 ns.</summary>
    public Int128 IndexSum { get; init; }

    /// <summary>Time that counted, in ticks of 100 ns.</summary>
    public long CountedTicks { get; init; }

    /// <summary>The mark that holds; null before the first.</summary>
    public Price? Mark { get; init; }

    /// <summary>The index that holds; null before the first.</summary>
    public Price? Index { get; init; }

    /// <summary>When the period began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Until when it is accounted for.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether trading is halted now: the time does not count until it resumes.</summary>
    public bool IsHalted { get; init; }

    /// <summary>Time that counts: outside halts and after the first observation.</summary>
    [JsonIgnore]
    public TimeSpan Counted => TimeSpan.FromTicks(CountedTicks);

    /// <summary>
    /// (average mark − average index) / average index, both weighted by time; positive when the perpetual is dear. Null when no time counts.
    /// </summary>
    [JsonIgnore]
    public Rational? Premium => CountedTicks == 0 ? null : (Rational.FromInteger(MarkSum) / Rational.FromInteger(IndexSum)) - 1;

    /// <summary>A period that begins at a time, with no price known.</summary>
    public static FundingPeriod StartingAt(DateTimeOffset start) => new() { Start = start, Now = start };

    /// <summary>From now on these prices hold. During a halt they are remembered for the time after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last, or the index is not positive.</exception>
    public FundingPeriod Observe(DateTimeOffset at, Price mark, Price index)
    {
        if (!index.IsPositive) throw new ArgumentOutOfRangeException(nameof(index), index, "An index is positive.");
        return Until(at) with { Mark = mark, Index = index };
    }

    /// <summary>Trading halts: nobody can trade the premium away.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last.</exception>
    public FundingPeriod Halt(DateTimeOffset at) => Until(at) with { IsHalted = true };

    /// <summary>Trading resumes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last.</exception>
    public FundingPeriod Resume(DateTimeOffset at) => Until(at) with { IsHalted = false };

    /// <summary>
    /// The same prices until a time; but prices older than an age support no new risk, so from that age on nobody could trade the premium away, and the time does not count.
    /// </summary>
    /// <param name="at">The time.</param>
    /// <param name="pricedAt">When the prices were observed.</param>
    /// <param name="maxAge">The age at which they go stale.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last.</exception>
    public FundingPeriod UntilOrStale(DateTimeOffset at, DateTimeOffset pricedAt, TimeSpan maxAge)
    {
        var staleAt = pricedAt + maxAge;
        if (at <= staleAt || IsHalted) return Until(at);
        return (staleAt > Now ? Until(staleAt) : this).Halt(staleAt > Now ? staleAt : Now).Resume(at);
    }

    /// <summary>The same prices and state of trading until a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last.</exception>
    public FundingPeriod Until(DateTimeOffset at)
    {
        var ticks = (at - Now).Ticks;
        if (ticks < 0) throw new ArgumentOutOfRangeException(nameof(at), at, "Time goes on.");
        if (IsHalted || Mark is not { } mark || Index is not { } index) return this with { Now = at };
        return this with
        {
            Now = at,
            MarkSum = MarkSum + ((Int128)mark.Raw * ticks),
            IndexSum = IndexSum + ((Int128)index.Raw * ticks),
            CountedTicks = CountedTicks + ticks,
        };
    }

    /// <summary>The next period, which begins where this one is, with the same prices and state of trading.</summary>
    public FundingPeriod Next() => StartingAt(Now) with { Mark = Mark, Index = Index, IsHalted = IsHalted };
}
