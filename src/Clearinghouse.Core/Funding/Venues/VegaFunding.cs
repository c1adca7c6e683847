using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Funding of Vega's perpetuals: the internal average price less the external one, with interest on it inside a clamp. Paid once a period.
/// With f internal, s external: p = f − s + min(upper × s, max(lower × s, (1 + interest × years) × s − f)), then × scaling × share of the
/// period outside auctions, then limited to rates × s. A positive payment goes from longs to shorts.
/// </summary>
public sealed record VegaFunding
{
    /// <summary>Length of the period in years; 0 or more.</summary>
    public required Rational PeriodYears { get; init; }

    /// <summary>Interest per year, as a fraction.</summary>
    public required Rational InterestRate { get; init; }

    /// <summary>Least interest part of a payment, as a fraction of the external price.</summary>
    public required Rational ClampLower { get; init; }

    /// <summary>Largest interest part of a payment, as a fraction of the external price.</summary>
    public required Rational ClampUpper { get; init; }

    /// <summary>What the payment is multiplied by.</summary>
    public required Rational ScalingFactor { get; init; }

    /// <summary>Least payment, as a fraction of the external price; null: no limit.</summary>
    public Rational? RateLower { get; init; }

    /// <summary>Largest payment, as a fraction of the external price; null: no limit.</summary>
    public Rational? RateUpper { get; init; }

    /// <summary>What a long of one contract pays (positive) for the period, in quote currency.</summary>
    /// <param name="internalTwap">Time-weighted average of the market's own price.</param>
    /// <param name="externalTwap">Time-weighted average of the index.</param>
    /// <param name="tradedFraction">Share of the period outside auctions, from 0 to 1.</param>
    public Rational PaymentPerUnit(Rational internalTwap, Rational externalTwap, Rational tradedFraction)
    {
        var interest = ((1 + (PeriodYears * InterestRate)) * externalTwap) - internalTwap;
        var clamped = Rational.Clamp(interest, ClampLower * externalTwap, ClampUpper * externalTwap);
        var payment = (internalTwap - externalTwap + clamped) * ScalingFactor * tradedFraction;
        if (RateLower is { } lower) payment = Rational.Max(payment, lower * externalTwap);
        if (RateUpper is { } upper) payment = Rational.Min(payment, upper * externalTwap);
        return payment;
    }
}
