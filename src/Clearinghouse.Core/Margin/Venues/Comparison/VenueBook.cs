using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>A book that is margined by the rules of several venues.</summary>
/// <param name="Markets">Its underlyings; at least one.</param>
public sealed record VenueBook(ImmutableArray<VenueBookMarket> Markets)
{
    /// <summary>Every leg.</summary>
    public IEnumerable<VenueLeg> Legs => Markets.SelectMany(market => market.Legs);

    /// <summary>The venues named, in order.</summary>
    public IReadOnlyList<string> Venues => [.. Legs.Select(leg => leg.Venue).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The part of it that is held at a venue.</summary>
    public VenueBook At(string venue) => Where(leg => string.Equals(leg.Venue, venue, StringComparison.Ordinal));

    /// <summary>The legs that a condition holds for.</summary>
    public VenueBook Where(Func<VenueLeg, bool> holds) => new(
        [.. Markets.Select(market => market with { Legs = [.. market.Legs.Where(holds)] }).Where(market => !market.Legs.IsEmpty)]);

    /// <summary>Says what is wrong, with the place, or null.</summary>
    public string? FindFault()
    {
        if (Markets.IsDefaultOrEmpty) return "markets must hold at least one market";
        foreach (var market in Markets)
        {
            if (!(market.IndexPrice > 0)) return $"market {market.Market}: indexPrice must be above 0";
            if (!(market.DailyVolatility is > 0 and <= 1)) return $"market {market.Market}: dailyVolatility must be above 0 and at most 1";
            if (market.Legs.IsDefaultOrEmpty) return $"market {market.Market}: legs must hold at least one leg";
            for (var i = 0; i < market.Legs.Length; i++)
                if (market.Legs[i].FindFault() is { } fault) return $"market {market.Market}, leg {i + 1}: {fault}";
        }

        return null;
    }
}
