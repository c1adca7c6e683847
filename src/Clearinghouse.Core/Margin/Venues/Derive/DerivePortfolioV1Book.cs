using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>An account of Derive's first portfolio manager: one index with options, perpetual and base collateral. Money in quote currency, quantities signed, confidences from 0 to 1.</summary>
public sealed record DerivePortfolioV1Book
{
    /// <summary>Cash.</summary>
    public required double Cash { get; init; }

    /// <summary>Index price.</summary>
    public required double IndexPrice { get; init; }

    /// <summary>Confidence in it.</summary>
    public double IndexConfidence { get; init; } = 1;

    /// <summary>Price of the settlement coin.</summary>
    public double StablePrice { get; init; } = 1;

    /// <summary>Base asset held as collateral; not negative.</summary>
    public double BaseQuantity { get; init; }

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

    /// <summary>Options by expiry.</summary>
    public ImmutableArray<VenueExpiry> Expiries { get; init; } = [];
}
