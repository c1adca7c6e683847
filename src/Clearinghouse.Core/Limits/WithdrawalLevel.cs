using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>How much may still leave within a period, as of a time.</summary>
/// <param name="Left">What was left then; not negative.</param>
/// <param name="At">Then.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WithdrawalLevel")]
public sealed record WithdrawalLevel([property: Id(0)] Amount Left, [property: Id(1)] DateTimeOffset At)
{
    /// <summary>What is left at a later time: what was, and what came back since, up to the capacity. Rounded down.</summary>
    /// <param name="level">The last level; null when nothing was taken yet.</param>
    /// <param name="capacity">The most that may leave; it comes back in one period.</param>
    /// <param name="period">The period.</param>
    /// <param name="now">The time; one before the level's is taken for that.</param>
    public static Amount LeftAt(WithdrawalLevel? level, Amount capacity, TimeSpan period, DateTimeOffset now)
    {
        if (level is null || now - level.At >= period) return capacity;
        var passed = now > level.At ? now - level.At : TimeSpan.Zero;
        return Amount.Min(capacity, level.Left + (Rational.From(capacity) * Rational.FromSeconds(passed) / Rational.FromSeconds(period)).Round<Amount>(Rounding.Floor));
    }
}
