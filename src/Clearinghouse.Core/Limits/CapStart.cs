using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>From where the cap of a collateral asset grows.</summary>
/// <param name="Cap">What it was; not negative.</param>
/// <param name="At">When it began to grow.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CapStart")]
public sealed record CapStart([property: Id(0)] Amount Cap, [property: Id(1)] DateTimeOffset At)
{
    private const long DaySeconds = 86_400;

    /// <summary>The cap at a time, on its way to what is configured; rounded down.</summary>
    /// <param name="configured">What is configured.</param>
    /// <param name="perDay">By how much it grows in a day; null for at once.</param>
    /// <param name="now">The time.</param>
    public Amount CapAt(Amount configured, Amount? perDay, DateTimeOffset now)
    {
        if (perDay is not { } step || Cap >= configured) return configured;
        var grown = Rational.From(step) * Rational.FromSeconds(now > At ? now - At : TimeSpan.Zero) / DaySeconds;
        return (Rational.From(Cap) + grown) is var cap && cap >= Rational.From(configured) ? configured : cap.Round<Amount>(Rounding.Floor);
    }
}
