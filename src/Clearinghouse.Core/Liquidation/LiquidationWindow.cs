using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// What liquidations of all accounts closed in a market a short time ago. A close-out counts whole until the window has passed, and no longer than a twelfth of it more: those of one slot, a twelfth of the window, are kept together and
/// count until the last of them would not. So nothing that a window holds is ever left out, and a window is at most fourteen numbers.
/// </summary>
/// <param name="Seconds">How long the last close-out counts; positive.</param>
/// <param name="Uses">In order of time.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationWindow")]
public sealed record LiquidationWindow([property: Id(0)] int Seconds, [property: Id(1)] ImmutableArray<WindowUse> Uses)
{
    private const int Slots = 12;

    /// <summary>What counts at a time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="seconds">How long a close-out counts.</param>
    public Amount UsedAt(DateTimeOffset now, int seconds)
    {
        var used = Amount.Zero;
        foreach (var use in Uses)
            if (Counts(use, now, seconds)) used += use.Notional;
        return used;
    }

    /// <summary>When no more than so much will count; null when that is never, or now.</summary>
    /// <param name="most">How much; not negative.</param>
    /// <param name="now">The time.</param>
    /// <param name="seconds">How long a close-out counts.</param>
    public DateTimeOffset? FallsTo(Amount most, DateTimeOffset now, int seconds)
    {
        var (used, at) = (UsedAt(now, seconds), (DateTimeOffset?)null);
        foreach (var use in Uses)
        {
            if (used <= most) break;
            if (!Counts(use, now, seconds)) continue;
            (used, at) = (used - use.Notional, use.At.AddSeconds(seconds));
        }

        return used <= most ? at : null;
    }

    /// <summary>The window after one more close-out.</summary>
    /// <param name="window">Before; null for an empty one.</param>
    /// <param name="at">When it was cleared; a time before the last one's is taken for that.</param>
    /// <param name="charge">What it closed.</param>
    public static LiquidationWindow With(LiquidationWindow? window, DateTimeOffset at, LiquidationCharge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        ImmutableArray<WindowUse> uses = [.. (window?.Uses ?? []).Where(use => Counts(use, at, charge.WindowSeconds))];
        if (uses is not [.., var last]) return new(charge.WindowSeconds, [new WindowUse(at, charge.Notional)]);
        var now = at > last.At ? at : last.At;
        return new(charge.WindowSeconds, SlotOf(now, charge.WindowSeconds) == SlotOf(last.At, charge.WindowSeconds)
            ? uses.SetItem(uses.Length - 1, new WindowUse(now, last.Notional + charge.Notional))
            : uses.Add(new WindowUse(now, charge.Notional)));
    }

    /// <summary>The window without what no longer counts; null when nothing does.</summary>
    /// <param name="now">The time.</param>
    public LiquidationWindow? At(DateTimeOffset now)
    {
        ImmutableArray<WindowUse> uses = [.. Uses.Where(use => Counts(use, now, Seconds))];
        return uses.IsEmpty ? null : this with { Uses = uses };
    }

    private static bool Counts(WindowUse use, DateTimeOffset now, int seconds) => use.At.AddSeconds(seconds) > now;

    private static long SlotOf(DateTimeOffset at, int seconds) => at.UtcTicks / (seconds * TimeSpan.TicksPerSecond / Slots);
}
