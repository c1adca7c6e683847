using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Bars;

/// <summary>A market's index in bars of half an hour, folded from its snapshots: the one that is open, and those closed lately. Bounded. Intervals without a price have no bar.</summary>
public sealed record MarketBars
{
    /// <summary>The length of a bar, in seconds.</summary>
    public const int BarSeconds = 1_800;

    /// <summary>How many closed bars are kept: four days.</summary>
    public const int MostClosed = 192;

    /// <summary>How long after its end a bar waits for a price that was observed within it, in seconds.</summary>
    public const int GraceSeconds = 60;

    private const long BarMs = BarSeconds * 1_000L;

    /// <summary>The newest bar; null before the first price.</summary>
    public PriceBar? Open { get; init; }

    /// <summary>Those before it, the oldest first.</summary>
    public ImmutableArray<PriceBar> Closed { get; init; } = [];

    /// <summary>The bars after a price. Times must not go back by more than the open bar.</summary>
    public MarketBars With(DateTimeOffset observedAt, Price price)
    {
        var timeMs = observedAt.ToUnixTimeMilliseconds();
        var beginsMs = timeMs - (timeMs % BarMs);
        if (Open is not { } open) return this with { Open = new PriceBar(beginsMs, price, price, price, price) };
        if (beginsMs <= open.OpenTimeMs) return this with { Open = open.With(price) };
        var closed = Closed.Length < MostClosed ? Closed : Closed.RemoveAt(0);
        return new MarketBars { Open = new PriceBar(beginsMs, price, price, price, price), Closed = closed.Add(open) };
    }

    /// <summary>The bars that ended by a time, and begin after another, the oldest first.</summary>
    public ImmutableArray<PriceBar> EndedBy(DateTimeOffset now, long afterOpenTimeMs)
    {
        var ended = Closed.Where(bar => bar.OpenTimeMs > afterOpenTimeMs);
        if (Open is { } open && open.OpenTimeMs > afterOpenTimeMs && now.ToUnixTimeMilliseconds() >= open.OpenTimeMs + BarMs + (GraceSeconds * 1_000L)) ended = ended.Append(open);
        return [.. ended];
    }
}
