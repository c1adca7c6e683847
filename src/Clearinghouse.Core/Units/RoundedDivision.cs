using System.Numerics;

namespace Clearinghouse.Core.Units;

/// <summary>Integer division with a named rounding: the only place where the ledger rounds.</summary>
internal static class RoundedDivision
{
    private const int LargestProductBits = 128;

    /// <summary>dividend / divisor, rounded as said.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient does not fit (only <see cref="Int128.MinValue"/> / -1).</exception>
    internal static Int128 Divide(Int128 dividend, Int128 divisor, Rounding rounding)
    {
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        if (remainder == 0) return quotient;

        var left = Magnitude(remainder);
        var toNext = Magnitude(divisor) - left;
        var negative = (dividend < 0) != (divisor < 0);
        return quotient + Step(negative, left.CompareTo(toNext), Int128.IsOddInteger(quotient), rounding);
    }

    /// <summary>multiplicand × multiplier / divisor, rounded as said; the product may exceed 128 bits.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient does not fit 128 bits.</exception>
    internal static Int128 MultiplyDivide(Int128 multiplicand, long multiplier, long divisor, Rounding rounding)
    {
        if (BitsOf(multiplicand) + BitsOf(multiplier) < LargestProductBits)
            return Divide(multiplicand * multiplier, divisor, rounding);

        return (Int128)Divide((BigInteger)multiplicand * multiplier, divisor, rounding);
    }

    /// <summary>How many bits the magnitude needs.</summary>
    private static int BitsOf(Int128 value) => LargestProductBits - (int)UInt128.LeadingZeroCount(Magnitude(value));

    /// <summary>The absolute value, which for the smallest number exists only unsigned.</summary>
    internal static UInt128 Magnitude(Int128 value) => value < 0 ? (UInt128)(-(value + 1)) + 1 : (UInt128)value;

    /// <summary>dividend / divisor of any size, rounded as said.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    internal static BigInteger Divide(BigInteger dividend, BigInteger divisor, Rounding rounding)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        if (remainder.IsZero) return quotient;

        var left = BigInteger.Abs(remainder);
        var toNext = BigInteger.Abs(divisor) - left;
        var negative = dividend.Sign != divisor.Sign;
        return quotient + Step(negative, left.CompareTo(toNext), !quotient.IsEven, rounding);
    }

    /// <summary>What to add to a quotient that was cut towards zero and left a remainder.</summary>
    /// <param name="negative">Whether the exact quotient is below zero.</param>
    /// <param name="half">The sign of (the part cut off - one half).</param>
    /// <param name="odd">Whether the cut quotient is odd.</param>
    /// <param name="rounding">The rounding asked for.</param>
    private static int Step(bool negative, int half, bool odd, Rounding rounding)
    {
        var away = negative ? -1 : 1;
        return rounding switch
        {
            Rounding.Floor => negative ? -1 : 0,
            Rounding.Ceiling => negative ? 0 : 1,
            Rounding.TowardZero => 0,
            Rounding.AwayFromZero => away,
            Rounding.HalfEven => half > 0 || (half == 0 && odd) ? away : 0,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "Not a rounding."),
        };
    }
}
