using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>An account of Derive's second portfolio manager: one index with options, a perpetual and several collaterals. Money in quote currency, quantities signed, confidences from 0 to 1.</summary>
public sealed record DerivePortfolioV2Book
{
    /// <summary>Cash.</summary>
    public required double Cash { get; init; }

    /// <summary>Index price.</summary>
    public required double IndexPrice { get; init; }

    /// <summary>Confidence in it.</summary>
    public double IndexConfidence { get; init; } = 1;

    /// <summary>Price of the settlement coin.</summary>
    public double StablePrice { get; init; } = 1;

    /// <summary>Perpetuals.</summary>
    public double PerpetualQuantity { get; init; }

    /// <summary>Their mark.</summary>
    public double PerpetualPrice { get; init; }

    /// <summary>Confidence in it.</summary>
    public double PerpetualConfidence { get; init; } = 1;

    /// <summary>Their profit.</summary>
    public double PerpetualUnrealisedPnl { get; init; }

    /// <summary>Funding due (positive) or owed.</summary>
    public double UnpaidFunding { get; init; }

    /// <summary>Collateral other than cash.</summary>
    public ImmutableArray<DeriveCollateral> Collaterals { get; init; } = [];

    /// <summary>Options by expiry.</summary>
    public ImmutableArray<VenueExpiry> Expiries { get; init; } = [];
}
