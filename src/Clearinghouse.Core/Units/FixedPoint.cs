using System.Diagnostics.CodeAnalysis;

namespace Clearinghouse.Core.Units;

/// <summary>
/// What every unit can do in the same way, as extension members: <c>Price.FromInteger(3)</c>, <c>amount.IsZero</c>,
/// <c>Quantity.Min(a, b)</c>. Arithmetic between different units is in the units themselves.
/// </summary>
[SuppressMessage("Design", "CA1034", Justification = "The compiler's own grouping types of extension blocks.")]
public static class FixedPoint
{
    extension<T>(T value)
        where T : struct, IFixedPoint<T>
    {
        /// <summary>-1, 0 or 1.</summary>
        public int Sign => Int128.Sign(value.WideRaw);

        /// <summary>Whether the value is 0.</summary>
        public bool IsZero => value.WideRaw == 0;

        /// <summary>Whether the value is above 0.</summary>
        public bool IsPositive => value.WideRaw > 0;

        /// <summary>Whether the value is below 0.</summary>
        public bool IsNegative => value.WideRaw < 0;

        /// <summary>The value without its sign.</summary>
        /// <exception cref="OverflowException">The value is the smallest of its type, which has no negation.</exception>
        public T Abs() => value.WideRaw < 0 ? -value : value;

        /// <summary>
        /// The value as binary floating point, for risk only: up to a relative 2^-51 off, so never back into a ledger.
        /// </summary>
        public double ToDouble() => FixedPointConversion.ToDouble(value);
    }

    extension<T>(T)
        where T : struct, IFixedPoint<T>
    {
        /// <summary>That whole number.</summary>
        /// <exception cref="OverflowException">Outside the range of the type.</exception>
        public static T FromInteger(long value) => T.FromWideRaw(value * FixedPointConversion.PowerOfTen(T.DecimalPlaces));

        /// <summary>That decimal number, exactly.</summary>
        /// <exception cref="ArgumentException">It has non-zero digits beyond the decimals of the type.</exception>
        /// <exception cref="OverflowException">Outside the range of the type.</exception>
        public static T FromDecimal(decimal value) => FixedPointConversion.FromDecimal<T>(value);

        /// <summary>The smaller of two.</summary>
        public static T Min(T left, T right) => left < right ? left : right;

        /// <summary>The larger of two.</summary>
        public static T Max(T left, T right) => left > right ? left : right;
    }
}
