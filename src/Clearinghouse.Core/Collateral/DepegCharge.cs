using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>
/// What an account owes in margin while the coin it settles in is under its peg (Derive's depeg contingency): its gains will be paid in a
/// coin that is worth less.
/// </summary>
/// <param name="Threshold">Price of the coin below which is charged, as a fraction of the peg.</param>
/// <param name="Factor">What the gap is multiplied by; 0 or more.</param>
public readonly record struct DepegCharge(Rational Threshold, Rational Factor)
{
    /// <summary>How far the coin is under the threshold; at the threshold and above it 0.</summary>
    /// <param name="stablePrice">Price of the coin, as a fraction of the peg.</param>
    public Rational GapAt(Rational stablePrice) => Rational.Max(Rational.Zero, Threshold - stablePrice);

    /// <summary>The charge, in money; not negative.</summary>
    /// <param name="stablePrice">Price of the coin, as a fraction of the peg.</param>
    /// <param name="indexPrice">Price of the underlying.</param>
    /// <param name="shortOptionQuantity">Options sold; 0 or more.</param>
    /// <param name="perpetualQuantity">Perpetuals held; signed, and both sides are charged alike.</param>
    public Rational ChargeOf(Rational stablePrice, Rational indexPrice, Rational shortOptionQuantity, Rational perpetualQuantity) =>
        GapAt(stablePrice) * Factor * indexPrice * (shortOptionQuantity + perpetualQuantity.Abs);
}
