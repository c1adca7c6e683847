using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>What a position or a holding is charged while its price is uncertain (Derive's oracle contingency).</summary>
/// <param name="Threshold">Confidence below which is charged, from 0 to 1; at it nothing is.</param>
/// <param name="Factor">What the doubt is multiplied by; 0 or more.</param>
public readonly record struct ConfidenceCharge(Rational Threshold, Rational Factor)
{
    /// <summary>The charge as a fraction of value: (1 − confidence) × factor below the threshold, else 0.</summary>
    /// <param name="confidence">Of the price, from 0 to 1.</param>
    public Rational FractionAt(Rational confidence) => confidence < Threshold ? (1 - confidence) * Factor : Rational.Zero;

    /// <summary>The charge, in money; not negative.</summary>
    /// <param name="confidence">Of the price, from 0 to 1.</param>
    /// <param name="quantity">Signed; both sides are charged alike.</param>
    /// <param name="price">Per unit; 0 or more.</param>
    public Rational ChargeOf(Rational confidence, Rational quantity, Rational price) => FractionAt(confidence) * quantity.Abs * price;
}
