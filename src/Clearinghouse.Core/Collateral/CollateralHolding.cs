using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>What an account holds of an asset, and what is known of the asset's market.</summary>
public sealed record CollateralHolding
{
    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>Units; 0 or more.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Money per unit; what is not positive counts for nothing.</summary>
    public required Price Price { get; init; }

    /// <summary>Whether nobody knows a price: it counts for nothing, and the line says of how much.</summary>
    public bool IsUnpriced { get; init; }

    /// <summary>How sure the price is, from 0 to 1.</summary>
    public Ratio PriceConfidence { get; init; } = Ratio.One;

    /// <summary>Forecast of the volatility per year of 365 days, as a fraction; 0 or more.</summary>
    public required double VolatilityPerYear { get; init; }

    /// <summary>Average daily volume, in money; 0 or more. What has no market counts for nothing.</summary>
    public required double AverageDailyVolume { get; init; }

    /// <summary>
    /// Correlation of the asset's returns with the returns of the positions that it covers, from −1 to 1. Positive is the wrong way: the
    /// asset falls when they lose.
    /// </summary>
    public required double Correlation { get; init; }
}
