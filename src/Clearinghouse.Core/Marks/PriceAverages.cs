using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>Means and medians of prices. None has a value where there is nothing to take it of.</summary>
public static class PriceAverages
{
    /// <summary>Sum of weight × price / sum of weights; null when the weights sum to 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0.</exception>
    public static Rational? WeightedMean(ImmutableArray<WeightedPrice> prices)
    {
        var (sum, total) = (Rational.Zero, Rational.Zero);
        foreach (var (price, weight) in prices)
        {
            RequireNotNegative(weight);
            sum += price * weight;
            total += weight;
        }

        return total.Sign == 0 ? null : sum / total;
    }

    /// <summary>
    /// In order of price, the first whose cumulative weight reaches half of the total weight: half is enough, so of two equal halves the
    /// lower is taken. Prices without weight are never taken; null when no weight is left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0.</exception>
    public static Rational? WeightedMedian(ImmutableArray<WeightedPrice> prices)
    {
        var total = Rational.Zero;
        foreach (var (_, weight) in prices)
        {
            RequireNotNegative(weight);
            total += weight;
        }

        var cumulative = Rational.Zero;
        foreach (var (price, weight) in prices.Where(entry => entry.Weight.Sign > 0).OrderBy(entry => entry.Price))
        {
            cumulative += weight;
            if (cumulative * 2 >= total) return price;
        }

        return null;
    }

    /// <summary>The middle of the prices in order; of an even number the mean of the two in the middle; null when there are none.</summary>
    public static Rational? Median(ImmutableArray<Rational> prices)
    {
        if (prices.IsEmpty) return null;
        var sorted = prices.Sort();
        var upper = sorted[sorted.Length / 2];
        return sorted.Length % 2 == 1 ? upper : (sorted[(sorted.Length / 2) - 1] + upper) / 2;
    }

    private static void RequireNotNegative(Rational weight)
    {
        if (weight.Sign < 0) throw new ArgumentOutOfRangeException(nameof(weight), weight.ToString(), "A weight is 0 or more.");
    }
}
