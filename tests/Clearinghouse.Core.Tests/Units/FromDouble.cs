using System.Numerics;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>What holds for the units that take an estimate from risk.</summary>
internal static class FromDouble
{
    internal static void Agrees_with_the_reference<T>(Func<double, Rounding, T> fromDouble)
        where T : struct, IFixedPoint<T>
    {
        const int Bits = 110;
        var magnitudes = Gen.Select(Gen.Double[-1, 1], Gen.Int[-40, 80], Math.ScaleB)
            .Where(v => v == 0 || Math.Abs(v) >= Math.ScaleB(1, -50));
        Gen.Select(magnitudes, UnitGen.Rounding).Sample((value, rounding) =>
        {
            // A power of two keeps every digit, and 2^110 makes a whole number of each of these.
            var exact = new BigInteger(Math.ScaleB(value, Bits)) * T.One.WideRaw;
            Assert.Equal(
                Reference.Within<T>(Reference.Divide(exact, BigInteger.Pow(2, Bits), rounding)),
                Reference.OrNull(() => fromDouble(value, rounding).WideRaw));
        });
    }

    internal static void Edges_hold<T>(Func<double, Rounding, T> fromDouble)
        where T : struct, IFixedPoint<T>
    {
        foreach (var notFinite in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => fromDouble(notFinite, Rounding.Floor));
        foreach (var tooLarge in new[] { double.MaxValue, double.MinValue, 1e30, 2 * T.MaxValue.ToDouble() })
            Assert.Throws<OverflowException>(() => fromDouble(tooLarge, Rounding.TowardZero));
        foreach (var small in new[] { double.Epsilon, 1e-300, 1e-30 })
        {
            Assert.Equal(1, fromDouble(small, Rounding.Ceiling).WideRaw);
            Assert.Equal(-1, fromDouble(-small, Rounding.Floor).WideRaw);
            Assert.Equal(0, fromDouble(small, Rounding.HalfEven).WideRaw);
        }

        Assert.Equal(T.Zero, fromDouble(-0.0, Rounding.AwayFromZero));
        Assert.Equal(FixedPoint.FromInteger<T>(-(1L << 36)), fromDouble(Math.ScaleB(-1, 36), Rounding.Ceiling));
    }
}
