using System.Globalization;
using System.Numerics;

namespace Clearinghouse.Core.Units;

/// <summary>Text, decimal and binary floating point to and from the units: one implementation for all of them.</summary>
internal static class FixedPointConversion
{
    private const int ShownLength = 40;
    private const int DoubleFractionBits = 52;
    private const int DoubleExponentBias = 1075;
    private const int LargestShift = 126;

    /// <summary>As many as an Int128 holds.</summary>
    private static readonly Int128[] PowersOfTen = [.. Enumerable.Range(0, 39).Select(exponent => Enumerable.Repeat((Int128)10, exponent).Aggregate(Int128.One, (power, ten) => power * ten))];

    private static readonly ulong[] PowersOfTen64 = [.. PowersOfTen.Take(20).Select(power => (ulong)power)];

    private static readonly double[] DoublePowersOfTen = [.. PowersOfTen.Select(power => (double)power)];

    internal static string Print<T>(T value)
        where T : struct, IFixedPoint<T>
    {
        Span<char> text = stackalloc char[FixedPointText.MaxPrintedLength];
        FixedPointText.TryFormat(value.WideRaw, T.DecimalPlaces, text, out var written);
        return text[..written].ToString();
    }

    internal static T Parse<T>(ReadOnlySpan<char> text)
        where T : struct, IFixedPoint<T>
    {
        var result = TryParse<T, char>(text, out var value);
        if (result == FixedPointParse.Success) return value;

        var problem = Explain<T>(result, text.Length > ShownLength ? $"{text[..ShownLength]}…" : text.ToString());
        throw result == FixedPointParse.OutOfRange ? new OverflowException(problem) : new FormatException(problem);
    }

    internal static FixedPointParse TryParse<T, TChar>(ReadOnlySpan<TChar> text, out T value)
        where T : struct, IFixedPoint<T>
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        value = default;
        var result = FixedPointText.TryParse(text, T.DecimalPlaces, out var raw);
        if (result != FixedPointParse.Success) return result;
        if (raw < T.MinValue.WideRaw || raw > T.MaxValue.WideRaw) return FixedPointParse.OutOfRange;

        value = T.FromWideRaw(raw);
        return FixedPointParse.Success;
    }

    internal static string Explain<T>(FixedPointParse result, string shown)
        where T : struct, IFixedPoint<T> => result switch
        {
            FixedPointParse.TooPrecise => string.Create(CultureInfo.InvariantCulture,
                $"'{shown}' has more decimals than the {T.DecimalPlaces} of {typeof(T).Name}; it is refused rather than rounded."),
            FixedPointParse.OutOfRange => $"'{shown}' is outside the range of {typeof(T).Name}, {T.MinValue} to {T.MaxValue}.",
            _ => string.Create(CultureInfo.InvariantCulture,
                $"'{shown}' is no valid {typeof(T).Name}: write plain digits, \"12.5\" or \"-3\", with at most {T.DecimalPlaces} decimals."),
        };

    internal static T FromDecimal<T>(decimal value)
        where T : struct, IFixedPoint<T>
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var (low, middle, high) = unchecked(((uint)bits[0], (uint)bits[1], (uint)bits[2]));
        var magnitude = (Int128)new UInt128(high, (middle * (1UL + uint.MaxValue)) + low);
        var raw = decimal.IsNegative(value) ? -magnitude : magnitude;

        var surplus = value.Scale - T.DecimalPlaces;
        if (surplus <= 0) return T.FromWideRaw(raw * PowerOfTen(-surplus));

        var (quotient, remainder) = Int128.DivRem(raw, PowerOfTen(surplus));
        if (remainder == 0) return T.FromWideRaw(quotient);
        throw new ArgumentException(
            Explain<T>(FixedPointParse.TooPrecise, value.ToString(CultureInfo.InvariantCulture)), nameof(value));
    }

    internal static double ToDouble<T>(T value)
        where T : struct, IFixedPoint<T>
    {
        // The processor converts 64 bits, with the same rounding.
        var raw = value.WideRaw;
        var low = unchecked((long)raw);
        return (raw == low ? (double)low : (double)raw) / DoublePowersOfTen[T.DecimalPlaces];
    }

    /// <summary>Rounds the exact binary value, which differs from its shortest decimal text in the 17th digit or so.</summary>
    internal static T FromDouble<T>(double value, Rounding rounding)
        where T : struct, IFixedPoint<T>
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"Only a finite number can become a {typeof(T).Name}.");

        // value = significand * 2^exponent. A significand has 53 bits and 10^18 has 60, so the scaled one fits 128 exactly.
        var bits = BitConverter.DoubleToUInt64Bits(Math.Abs(value));
        var fraction = bits & ((1UL << DoubleFractionBits) - 1);
        var biased = (int)(bits >> DoubleFractionBits);
        var significand = biased == 0 ? fraction : fraction | (1UL << DoubleFractionBits);
        var exponent = Math.Max(biased, 1) - DoubleExponentBias;
        var high = Math.BigMul(significand, PowersOfTen64[T.DecimalPlaces], out var low);
        var scaled = (Int128)new UInt128(high, low);
        if (value < 0) scaled = -scaled;

        if (scaled == 0) return T.Zero;
        if (exponent > LargestShift)
            throw new OverflowException(Explain<T>(FixedPointParse.OutOfRange, value.ToString(CultureInfo.InvariantCulture)));
        if (exponent >= 0) return T.FromWideRaw(scaled * (Int128.One << exponent));

        // Powers of two divide by shifting, which is much of the cost of a charge.
        var shift = Math.Min(-exponent, LargestShift);
        if (rounding == Rounding.Floor) return T.FromWideRaw(scaled >> shift);
        if (rounding == Rounding.Ceiling) return T.FromWideRaw(-(-scaled >> shift));

        // Beyond the largest shift the quotient is far below one half either way, so the rounding comes out the same.
        return T.FromWideRaw(RoundedDivision.Divide(scaled, Int128.One << shift, rounding));
    }

    internal static Int128 PowerOfTen(int exponent) => PowersOfTen[exponent];
}
