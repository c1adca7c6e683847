using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>
/// The median of three opinions of what a perpetual is worth (Hyperliquid's mark): the index with the average basis, the market's own
/// book, and other perpetuals on the same underlying. Whoever pushes one of the three moves the mark no further than to another.
/// </summary>
/// <param name="Fair">Index price + average of (mid − index); null when there is no index.</param>
/// <param name="Book">The median of best bid, best ask and last trade, of those there are; null when there are none.</param>
/// <param name="External">The weighted median of other perpetuals; null when there are none.</param>
public readonly record struct CompositePrice(Rational? Fair, Rational? Book, Rational? External)
{
    /// <summary>The median of the opinions there are; null when there are none.</summary>
    public Rational? Price
    {
        get
        {
            ImmutableArray<Rational?> opinions = [Fair, Book, External];
            return PriceAverages.Median([.. opinions.OfType<Rational>()]);
        }
    }

    /// <summary>The opinions from what they are made of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0.</exception>
    public static CompositePrice Of(
        Rational? indexPrice,
        Rational basisAverage,
        Rational? bestBid,
        Rational? bestAsk,
        Rational? lastTrade,
        ImmutableArray<WeightedPrice> externals)
    {
        ImmutableArray<Rational?> book = [bestBid, bestAsk, lastTrade];
        return new(indexPrice + basisAverage, PriceAverages.Median([.. book.OfType<Rational>()]), PriceAverages.WeightedMedian(externals));
    }
}
