using System.Numerics;

namespace Clearinghouse.Core.Units;

/// <summary>
/// The one decimal text form of the units: an optional '-', digits, and if needed a '.' with further digits. No culture, no
/// exponent, no group separators, no '+'. Works on UTF-16 (<see cref="char"/>) and UTF-8 (<see cref="byte"/>) alike.
/// </summary>
internal static class FixedPointText
{
    /// <summary>Long enough for every printed value: 39 digits, a sign, a point and a leading zero.</summary>
    internal const int MaxPrintedLength = 48;

    /// <summary>Longer texts are refused unread: no value needs them, so only padding could fill them.</summary>
    internal const int MaxReadLength = 128;

    private const ulong Ten = 10;
    private static readonly UInt128 LargestMagnitude = (UInt128)Int128.MaxValue + 1;
    private static readonly UInt128 LargestBeforeDigit = LargestMagnitude / Ten;

    /// <summary>Prints the shortest exact text. False, with nothing promised about the destination, when it does not fit.</summary>
    internal static bool TryFormat<TChar>(Int128 raw, int places, Span<TChar> destination, out int written)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        Span<TChar> buffer = stackalloc TChar[MaxPrintedLength];
        var start = buffer.Length;
        var fractionLeft = places;
        var rest = RoundedDivision.Magnitude(raw);

        // Right to left. Trailing zeros of the fraction are skipped; the integer part has at least one digit.
        while (rest != 0 || fractionLeft >= 0)
        {
            var digit = NextDigit(ref rest);
            var inFraction = fractionLeft > 0;
            if (!inFraction || digit != 0 || start < buffer.Length)
                buffer[--start] = TChar.CreateTruncating('0' + digit);
            if (--fractionLeft == 0 && start < buffer.Length)
                buffer[--start] = TChar.CreateTruncating('.');
        }

        if (raw < 0) buffer[--start] = TChar.CreateTruncating('-');
        var text = buffer[start..];
        written = text.TryCopyTo(destination) ? text.Length : 0;
        return written > 0;
    }

    /// <summary>Reads a text to its exact raw value; never rounds.</summary>
    internal static FixedPointParse TryParse<TChar>(ReadOnlySpan<TChar> text, int places, out Int128 raw)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        raw = 0;
        if (text.Length > MaxReadLength) return FixedPointParse.Malformed;

        var negative = !text.IsEmpty && text[0] == TChar.CreateTruncating('-');
        if (negative) text = text[1..];
        var point = text.IndexOf(TChar.CreateTruncating('.'));
        var integer = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (!AreDigits(integer) || (point >= 0 && !AreDigits(fraction))) return FixedPointParse.Malformed;

        fraction = fraction.TrimEnd(TChar.CreateTruncating('0'));
        if (fraction.Length > places) return FixedPointParse.TooPrecise;

        UInt128 magnitude = 0;
        if (!Append(ref magnitude, integer) || !Append(ref magnitude, fraction)) return FixedPointParse.OutOfRange;
        for (var i = fraction.Length; i < places; i++)
            if (!AppendDigit(ref magnitude, 0)) return FixedPointParse.OutOfRange;

        if (magnitude > LargestMagnitude || (magnitude == LargestMagnitude && !negative)) return FixedPointParse.OutOfRange;
        raw = magnitude == LargestMagnitude ? Int128.MinValue : negative ? -(Int128)magnitude : (Int128)magnitude;
        return FixedPointParse.Success;
    }

    private static int NextDigit(ref UInt128 rest)
    {
        // Almost every value fits 64 bits, where division by ten is a multiplication.
        if (rest <= ulong.MaxValue)
        {
            var (small, smallDigit) = Math.DivRem((ulong)rest, Ten);
            rest = small;
            return (int)smallDigit;
        }

        var (quotient, digit) = UInt128.DivRem(rest, Ten);
        rest = quotient;
        return (int)digit;
    }

    private static bool AreDigits<TChar>(ReadOnlySpan<TChar> text)
        where TChar : unmanaged, IBinaryInteger<TChar> =>
        !text.IsEmpty && text.IndexOfAnyExceptInRange(TChar.CreateTruncating('0'), TChar.CreateTruncating('9')) < 0;

    private static bool Append<TChar>(ref UInt128 magnitude, ReadOnlySpan<TChar> digits)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        foreach (var digit in digits)
            if (!AppendDigit(ref magnitude, uint.CreateTruncating(digit) - '0')) return false;
        return true;
    }

    private static bool AppendDigit(ref UInt128 magnitude, uint digit)
    {
        if (magnitude > LargestBeforeDigit) return false;
        magnitude = (magnitude * Ten) + digit;
        return true;
    }
}
