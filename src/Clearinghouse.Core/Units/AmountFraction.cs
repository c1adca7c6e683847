using System.Numerics;
using Orleans;

namespace Clearinghouse.Core.Units;

/// <summary>
/// The exact quotient of two amounts, kept as the two, so that it can be journaled and published: a leverage, a rate per unit of money. Two fractions of the same value need not be equal as records.
/// </summary>
/// <param name="Numerator">Not negative.</param>
/// <param name="Denominator">Positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AmountFraction")]
public sealed record AmountFraction([property: Id(0)] Amount Numerator, [property: Id(1)] Amount Denominator)
{
    /// <summary>The value 0.</summary>
    public static AmountFraction Zero { get; } = new(Amount.Zero, Amount.One);

    /// <summary>The exact value.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational ToRational() => Rational.From(Numerator) / Rational.From(Denominator);

    /// <summary>The nearest double; for people and charts.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public double ToDouble() => ToRational().ToDouble();

    /// <summary>amount × this, rounded down to 10^-16, and what that cut off, counted in parts of the denominator's units: from 0 to below the denominator.</summary>
    internal (Amount Floor, BigInteger CutOff) TimesFloor(Amount amount)
    {
        var quotient = BigInteger.DivRem((BigInteger)amount.Raw * Numerator.Raw, Denominator.Raw, out var cutOff);
        return (Amount.FromRaw((Int128)quotient), cutOff);
    }

    /// <summary>-1, 0 or 1 as a / b is below, at or above this; b positive. By cross-multiplication: nothing is rounded.</summary>
    internal int CompareQuotient(Amount a, Amount b) => ((BigInteger)a.Raw * Denominator.Raw).CompareTo((BigInteger)Numerator.Raw * b.Raw);
}
