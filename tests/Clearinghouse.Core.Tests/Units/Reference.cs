using System.Numerics;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>Rounded division the slow way, out of floor alone, on numbers without limit: what the units are compared with.</summary>
internal static class Reference
{
    internal static BigInteger Divide(BigInteger dividend, BigInteger divisor, Rounding rounding)
    {
        var negative = dividend.Sign * divisor.Sign < 0;
        return rounding switch
        {
            Rounding.Floor => Floor(dividend, divisor),
            Rounding.Ceiling => -Floor(-dividend, divisor),
            Rounding.TowardZero => negative ? -Floor(-dividend, divisor) : Floor(dividend, divisor),
            Rounding.AwayFromZero => negative ? Floor(dividend, divisor) : -Floor(-dividend, divisor),
            Rounding.HalfEven => HalfEven(dividend, divisor),
            _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
        };
    }

    /// <summary>What an operation gives: its raw result, or null where it overflows.</summary>
    internal static BigInteger? OrNull(Func<Int128> operation)
    {
        try
        {
            return operation();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The exact result, or null where a unit cannot hold it.</summary>
    internal static BigInteger? Within<T>(BigInteger exact)
        where T : struct, IFixedPoint<T> => exact < T.MinValue.WideRaw || exact > T.MaxValue.WideRaw ? null : exact;

    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        if (divisor < 0) (dividend, divisor) = (-dividend, -divisor);
        var remainder = ((dividend % divisor) + divisor) % divisor;
        return (dividend - remainder) / divisor;
    }

    private static BigInteger HalfEven(BigInteger dividend, BigInteger divisor)
    {
        var up = Floor((2 * dividend) + divisor, 2 * divisor);
        var isTie = ((2 * dividend) + divisor) % (2 * divisor) == 0;
        return isTie && !up.IsEven ? up - 1 : up;
    }
}
