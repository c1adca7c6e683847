using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Hyperliquid;

/// <summary>A tier of Hyperliquid's margin table.</summary>
/// <param name="LowerBoundNotional">Where it begins.</param>
/// <param name="MaxLeverage">The most that a position in it may be levered; positive.</param>
public sealed record HyperliquidTier(Rational LowerBoundNotional, Rational MaxLeverage)
{
    /// <summary>Maintenance rate: half of the initial margin at the largest leverage.</summary>
    public Rational MaintenanceRate => 1 / (2 * MaxLeverage);
}
