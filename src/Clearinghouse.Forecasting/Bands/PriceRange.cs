using Clearinghouse.Core.Units;
using MathNet.Numerics.Distributions;

namespace Clearinghouse.Forecasting.Bands;

/// <summary>The prices that a trade may have; the bounds belong to it.</summary>
/// <param name="LowerBound">The lowest price.</param>
/// <param name="UpperBound">The highest price.</param>
public sealed record PriceRange(Rational LowerBound, Rational UpperBound)
{
    /// <summary>A year in seconds: 365.25 days.</summary>
    public const double YearSeconds = 31_557_600;

    /// <summary>
    /// Where a lognormal price stays for a time with a probability: reference · exp((μ − σ²/2)·t ∓ σ√t·z), z the inverse normal at
    /// (1 + probability)/2.
    /// </summary>
    /// <param name="reference">The price that it starts from, positive.</param>
    /// <param name="driftPerYear">μ.</param>
    /// <param name="volatilityPerYear">σ, zero or more.</param>
    /// <param name="horizonSeconds">How long, positive.</param>
    /// <param name="probability">Between 0 and 1.</param>
    /// <param name="quantum">Bounds are rounded into the range to a multiple of this; zero for no rounding.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static PriceRange Lognormal(Rational reference, double driftPerYear, double volatilityPerYear, double horizonSeconds, double probability, Rational quantum)
    {
        ThrowUnlessPositive(reference, nameof(reference));
        if (!(horizonSeconds > 0)) throw new ArgumentException("The horizon must be positive.", nameof(horizonSeconds));
        if (!(volatilityPerYear >= 0)) throw new ArgumentException("The volatility must not be negative.", nameof(volatilityPerYear));
        if (!(probability > 0 && probability < 1)) throw new ArgumentException("The probability must lie between 0 and 1.", nameof(probability));
        var years = horizonSeconds / YearSeconds;
        var middle = (driftPerYear - (volatilityPerYear * volatilityPerYear / 2)) * years;
        var width = -volatilityPerYear * Math.Sqrt(years) * Normal.InvCDF(0, 1, (1 - probability) / 2);
        return Rounded(reference * Rational.FromDouble(Math.Exp(middle - width)), reference * Rational.FromDouble(Math.Exp(middle + width)), quantum);
    }

    /// <summary>A fixed share below and above the reference.</summary>
    /// <param name="reference">The price in the middle, positive.</param>
    /// <param name="downFraction">0 to 1.</param>
    /// <param name="upFraction">Zero or more.</param>
    /// <param name="quantum">Bounds are rounded into the range to a multiple of this; zero for no rounding.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static PriceRange Percentage(Rational reference, Rational downFraction, Rational upFraction, Rational quantum)
    {
        ThrowUnlessPositive(reference, nameof(reference));
        if (downFraction.Sign < 0 || downFraction > 1) throw new ArgumentException("The share below must be from 0 to 1.", nameof(downFraction));
        if (upFraction.Sign < 0) throw new ArgumentException("The share above must not be negative.", nameof(upFraction));
        return Rounded(reference * (1 - downFraction), reference * (1 + upFraction), quantum);
    }

    /// <summary>Whether a price is in the range.</summary>
    public bool Contains(Rational price) => price >= LowerBound && price <= UpperBound;

    private static PriceRange Rounded(Rational lower, Rational upper, Rational quantum)
    {
        if (quantum.Sign < 0) throw new ArgumentException("The quantum must not be negative.", nameof(quantum));

        // Up is down of the negative.
        return new(-(-lower).FloorTo(quantum), upper.FloorTo(quantum));
    }

    private static void ThrowUnlessPositive(Rational price, string name)
    {
        if (price.Sign <= 0) throw new ArgumentException("The reference price must be positive.", name);
    }
}
