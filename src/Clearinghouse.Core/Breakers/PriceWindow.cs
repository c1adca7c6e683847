using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>
/// Highest and lowest price of a moving window, folded into at most 61 slices, so that its memory is bounded whatever the number of prices. It looks back for the window and up to a sixtieth of it more, never for less.
/// Times must not go back.
/// </summary>
public sealed record PriceWindow
{
    /// <summary>The shortest window, in seconds.</summary>
    public const int ShortestSeconds = 10;

    private const int Slices = 60;

    /// <summary>The window, in seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>Slices with a price, oldest first.</summary>
    public ImmutableArray<PriceBucket> Buckets { get; init; } = [];

    /// <summary>The window after a price.</summary>
    public PriceWindow With(DateTimeOffset at, Price price)
    {
        var index = IndexOf(at);
        var skipped = 0;
        while (skipped < Buckets.Length && Buckets[skipped].Index < index - Slices) skipped++;
        var buckets = ImmutableArray.CreateBuilder<PriceBucket>(Buckets.Length - skipped + 1);
        buckets.AddRange(Buckets.AsSpan(skipped, Buckets.Length - skipped));
        if (buckets.Count > 0 && buckets[^1].Index >= index)
        {
            var last = buckets[^1];
            buckets[^1] = last with { High = Price.Max(last.High, price), Low = Price.Min(last.Low, price) };
        }
        else
        {
            buckets.Add(new PriceBucket(index, price, price));
        }

        return this with { Buckets = buckets.ToImmutable() };
    }

    /// <summary>The window that has seen one price only: what moves are measured from begins anew.</summary>
    public PriceWindow Restart(DateTimeOffset at, Price price) => (this with { Buckets = [] }).With(at, price);

    /// <summary>The move to a price from the window's high or low, whichever is larger; nothing from an empty window.</summary>
    public PriceMove MoveTo(Price price)
    {
        var (fall, rise) = (FallTo(price), PriceMove.None(price));
        foreach (var bucket in Buckets)
            if (bucket.Low < rise.From) rise = new PriceMove(bucket.Low, Fraction(price - bucket.Low, bucket.Low));
        return fall.Fraction >= rise.Fraction ? fall : rise;
    }

    /// <summary>The fall to a price from the window's high; nothing from an empty window.</summary>
    public PriceMove FallTo(Price price)
    {
        var fall = PriceMove.None(price);
        foreach (var bucket in Buckets)
            if (bucket.High > fall.From) fall = new PriceMove(bucket.High, Fraction(bucket.High - price, bucket.High));
        return fall;
    }

    private static Ratio Fraction(Price change, Price from)
    {
        var ppm = (Int128)change.Raw * 1_000_000 / from.Raw;
        return ppm > long.MaxValue ? Ratio.MaxValue : Ratio.FromPpm((long)ppm);
    }

    private long IndexOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / (Seconds * 1_000L / Slices);
}
