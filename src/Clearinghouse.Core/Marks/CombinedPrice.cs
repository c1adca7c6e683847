using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>One price made of what fresh sources say.</summary>
/// <param name="Price">In quote currency per unit; null when too few sources were fresh or none had weight.</param>
/// <param name="SourcesUsed">How many sources were fresh.</param>
public readonly record struct CombinedPrice(Rational? Price, int SourcesUsed)
{
    /// <summary>Leaves out, with their weight, sources older than the largest age, and combines the rest.</summary>
    /// <param name="sources">What the sources last said.</param>
    /// <param name="combination">Mean or median.</param>
    /// <param name="maxAgeSeconds">Seconds; a source of exactly that age still counts.</param>
    /// <param name="minimumSources">How many must be fresh for there to be a price; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0, or no such combination.</exception>
    public static CombinedPrice Of(
        ImmutableArray<AgedPrice> sources, SourceCombination combination, Rational maxAgeSeconds, int minimumSources)
    {
        ImmutableArray<WeightedPrice> fresh =
            [.. sources.Where(source => source.AgeSeconds <= maxAgeSeconds).Select(source => new WeightedPrice(source.Price, source.Weight))];
        if (fresh.Length < minimumSources) return new(Price: null, fresh.Length);

        var price = combination switch
        {
            SourceCombination.WeightedMean => PriceAverages.WeightedMean(fresh),
            SourceCombination.WeightedMedian => PriceAverages.WeightedMedian(fresh),
            SourceCombination.Median => PriceAverages.Median([.. fresh.Select(source => source.Price)]),
            _ => throw new ArgumentOutOfRangeException(nameof(combination), combination, "No such combination."),
        };
        return new(price, fresh.Length);
    }
}
