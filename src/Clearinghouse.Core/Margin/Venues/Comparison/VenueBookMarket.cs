using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>The legs of a book in one underlying.</summary>
public sealed record VenueBookMarket
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Its name.</summary>
    public required string Market { get; init; }

    /// <summary>Index price; positive.</summary>
    public required double IndexPrice { get; init; }

    /// <summary>Forecast standard deviation of a day's return, for the pool's own policies. Default 4 %.</summary>
    public double DailyVolatility { get; init; } = 0.04;

    /// <summary>The legs.</summary>
    public required ImmutableArray<VenueLeg> Legs { get; init; }

    /// <summary>Options by expiry, as portfolio rules take them.</summary>
    public ImmutableArray<VenueExpiry> Expiries =>
    [
        .. Legs.Where(leg => leg.IsOption).GroupBy(leg => (leg.DaysToExpiry, leg.ForwardPrice)).Select(group => new VenueExpiry
        {
            SecondsToExpiry = group.Key.DaysToExpiry.GetValueOrDefault() * SecondsPerDay,
            ForwardVariable = group.Key.ForwardPrice ?? IndexPrice,
            Options = [.. group.Select(leg => new VenueOption(leg.Right, leg.StrikePrice.GetValueOrDefault(), leg.Quantity, leg.Volatility.GetValueOrDefault()))],
        }),
    ];

    /// <summary>Net perpetuals.</summary>
    public double PerpetualQuantity => Legs.Where(leg => !leg.IsOption).Sum(leg => leg.Quantity);

    /// <summary>Mark of the perpetual; the index price when there is none.</summary>
    public double PerpetualPrice => Legs.FirstOrDefault(leg => !leg.IsOption)?.Price ?? IndexPrice;
}
