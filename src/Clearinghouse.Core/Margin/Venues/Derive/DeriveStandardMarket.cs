using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>One market of an account under Derive's standard manager.</summary>
public sealed record DeriveStandardMarket
{
    /// <summary>The market's name.</summary>
    public string Market { get; init; } = string.Empty;

    /// <summary>Index price.</summary>
    public required double IndexPrice { get; init; }

    /// <summary>Confidence in it, from 0 to 1.</summary>
    public double IndexConfidence { get; init; } = 1;

    /// <summary>The perpetual position; null for none.</summary>
    public DeriveStandardPerpetual? Perpetual { get; init; }

    /// <summary>Base asset held as collateral; not negative.</summary>
    public double BaseQuantity { get; init; }

    /// <summary>Options by expiry.</summary>
    public ImmutableArray<VenueExpiry> Expiries { get; init; } = [];
}
