using System.Collections.Immutable;
using Clearinghouse.Core.Pricing;

namespace Clearinghouse.Core.Margin.Venues;

/// <summary>The options of one expiry, with what they are priced by.</summary>
public sealed record VenueExpiry
{
    private const double SecondsPerYear = 31_536_000;
    private const double PivotSeconds = 2_592_000;

    /// <summary>Time to expiry in seconds; not negative.</summary>
    public required double SecondsToExpiry { get; init; }

    /// <summary>The part of the forward that is settled already, as the average price of the last minutes; not moved by scenarios.</summary>
    public double ForwardFixed { get; init; }

    /// <summary>The part of the forward that scenarios move.</summary>
    public double ForwardVariable { get; init; }

    /// <summary>How sure the forward's source is, from 0 to 1.</summary>
    public double ForwardConfidence { get; init; } = 1;

    /// <summary>Interest rate per year, continuously compounded.</summary>
    public double Rate { get; init; }

    /// <summary>How sure the rate's source is, from 0 to 1.</summary>
    public double RateConfidence { get; init; } = 1;

    /// <summary>How sure the source of all volatilities is, from 0 to 1.</summary>
    public double VolatilityConfidence { get; init; } = 1;

    /// <summary>The options.</summary>
    public required ImmutableArray<VenueOption> Options { get; init; }

    /// <summary>Time to expiry in years of 365 days.</summary>
    public double TimeYears => SecondsToExpiry / SecondsPerYear;

    /// <summary>The forward price.</summary>
    public double Forward => ForwardFixed + ForwardVariable;

    /// <summary>The smallest of all confidences.</summary>
    public double LeastConfidence => Options.Aggregate(
        Math.Min(Math.Min(ForwardConfidence, RateConfidence), VolatilityConfidence), (least, option) => Math.Min(least, option.VolatilityConfidence));

    /// <summary>Contracts held, long or short.</summary>
    public double GrossQuantity => Options.Sum(option => Math.Abs(option.Quantity));

    /// <summary>Contracts short.</summary>
    public double ShortQuantity => Options.Sum(option => Math.Max(0, -option.Quantity));

    /// <summary>
    /// Short contracts that no long of the same strike covers: of exactly two positions of opposite sign on a strike what is short net, otherwise all that is short.
    /// </summary>
    public double NakedShorts => Options.GroupBy(option => option.StrikePrice).Sum(strike =>
    {
        var quantities = strike.Select(option => option.Quantity).ToList();
        return quantities.Count == 2 && quantities[0] * quantities[1] < 0 ? Math.Max(0, -quantities.Sum()) : quantities.Sum(quantity => Math.Max(0, -quantity));
    });

    /// <summary>Undiscounted value of all options at a moved forward.</summary>
    /// <param name="spotFactor">What the moving part of the forward is multiplied by.</param>
    /// <param name="volatilityOf">The volatility of each; null for its own.</param>
    public double ValueAt(double spotFactor, Func<VenueOption, double>? volatilityOf = null)
    {
        var forward = ForwardFixed + (ForwardVariable * spotFactor);
        return Options.Sum(option => option.Quantity * Black76.Price(option.Type, forward, option.StrikePrice, volatilityOf?.Invoke(option) ?? option.Volatility, TimeYears, 1));
    }

    /// <summary>How much more the volatility of this expiry moves than one of thirty days: the ratio of times to a power.</summary>
    public double VolatilityScale(double floorSeconds, double shortTermPower, double longTermPower) =>
        Math.Pow(PivotSeconds / Math.Max(SecondsToExpiry, floorSeconds), SecondsToExpiry <= PivotSeconds ? shortTermPower : longTermPower);

    /// <summary>The loss, not positive, when the forward moves against the spot price, either way.</summary>
    public double BasisLoss(double upFactor, double downFactor, double add, double multiple, double discountFactor = 1)
    {
        var value = ValueAt(1);
        return discountFactor * Math.Min(0, Math.Min(ValueAt(upFactor) - value, ValueAt(downFactor) - value)) * (add + (multiple * TimeYears));
    }
}
