namespace Clearinghouse.Core.Liquidation;

/// <summary>How the price moves as more of a market's depth is taken.</summary>
public enum ImpactShape
{
    /// <summary>With the square root of the part of depth taken: what is measured of large orders worked over time.</summary>
    SquareRoot = 0,

    /// <summary>In proportion to it: an order that walks an even book at once.</summary>
    Linear = 1,
}
