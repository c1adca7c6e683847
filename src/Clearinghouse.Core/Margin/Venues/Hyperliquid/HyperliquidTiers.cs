using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Hyperliquid;

/// <summary>Hyperliquid's tiers (its published margin tables): maintenance margin = notional × rate of the tier − its deduction, which makes it continuous.</summary>
/// <param name="Tiers">Ascending from a bound of 0; at least one.</param>
public sealed record HyperliquidTiers(IReadOnlyList<HyperliquidTier> Tiers)
{
    /// <summary>The tier of a notional: the last one that begins at or below it, counted from 0.</summary>
    public int IndexOf(Rational notional)
    {
        var index = 0;
        while (index + 1 < Tiers.Count && Tiers[index + 1].LowerBoundNotional <= notional) index++;
        return index;
    }

    /// <summary>What a tier deducts: the sum of bound × step of the rate over all bounds below.</summary>
    public Rational DeductionOf(int index)
    {
        var deduction = Rational.Zero;
        for (var i = 1; i <= index; i++) deduction += Tiers[i].LowerBoundNotional * (Tiers[i].MaintenanceRate - Tiers[i - 1].MaintenanceRate);
        return deduction;
    }

    /// <summary>Maintenance margin of a notional; not negative.</summary>
    public Rational MaintenanceMargin(Rational notional)
    {
        var index = IndexOf(notional);
        return (notional * Tiers[index].MaintenanceRate) - DeductionOf(index);
    }

    /// <summary>Whether a position of that notional may be levered so.</summary>
    public bool Allows(Rational notional, Rational leverage) => leverage <= Tiers[IndexOf(notional)].MaxLeverage;
}
