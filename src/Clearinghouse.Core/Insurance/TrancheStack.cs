using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Insurance;

/// <summary>The tranches of a pool together.</summary>
public static class TrancheStack
{
    /// <summary>The tranches as the waterfall takes them: junior first, equals by name.</summary>
    public static ImmutableArray<LayerMember> LayerMembersOf(IEnumerable<InsuranceTranche> tranches) =>
    [
        .. tranches.OrderBy(tranche => tranche.Seniority).ThenBy(tranche => tranche.Name, StringComparer.Ordinal).Select(tranche => new LayerMember(LossPayer.Tranche(tranche.Name), tranche.Assets)),
    ];

    /// <summary>
    /// Divides premium in proportion to money × weight (rounded down to 10^-16 before dividing), by largest remainder; in the order given. Nothing where nobody holds a tranche with a weight: then the premium stays where it is.
    /// </summary>
    /// <param name="tranches">The tranches.</param>
    /// <param name="premium">Not negative.</param>
    public static ImmutableArray<Amount> SharePremium(ImmutableArray<InsuranceTranche> tranches, Amount premium)
    {
        Amount[] weights = [.. tranches.Select(tranche => tranche.Assets.Times(tranche.Terms.PremiumWeight, Rounding.Floor))];
        return AmountSplit.LargestRemainder(weights.Any(weight => weight.IsPositive) ? premium : Amount.Zero, weights);
    }
}
