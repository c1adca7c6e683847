using System.Globalization;
using System.Numerics;

namespace Clearinghouse.Core.Units;

/// <summary>
/// An exact fraction of two whole numbers, of any size and sign, without a dimension of its own. Averages, medians and rates of prices
/// are computed in it and rounded once, at the end, into a <see cref="Price"/>, an <see cref="Amount"/> or a <see cref="Ratio"/>: what
/// is rounded on the way would decide whether a price lies on this or that side of a tick or a threshold. Never stored: sums of many
/// fractions grow without bound.
/// </summary>
public readonly record struct Rational : IComparable<Rational>
{
    private const int DigitsMax = 1000;
    private const int ExponentMax = 1000;
    private const int QuotientBits = 80;
    private const int DoubleFractionBits = 52;
    private const int DoubleExponentBias = 1075;

    // One less than the denominator, so that the default is 0 / 1.
    private readonly BigInteger _denominatorLessOne;

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction needs a denominator other than zero.");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>The value 0, which is also the default.</summary>
    public static Rational Zero => default;

    /// <summary>The value 1.</summary>
    public static Rational One => new(BigInteger.One, BigInteger.One);

    /// <summary>What is divided, in lowest terms; it bears the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>What it is divided by, in lowest terms; above 0.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>The value without its sign.</summary>
    public Rational Abs => new(BigInteger.Abs(Numerator), Denominator);

    /// <summary>A whole number.</summary>
    public static Rational FromInteger(BigInteger value) => new(value, BigInteger.One);

    /// <summary>A price, quantity, amount or ratio, exactly.</summary>
    public static Rational From<T>(T value)
        where T : struct, IFixedPoint<T> => new((BigInteger)value.WideRaw, (BigInteger)T.One.WideRaw);

    /// <summary>The length of a span of time in seconds, exactly.</summary>
    public static Rational FromSeconds(TimeSpan span) => new(span.Ticks, TimeSpan.TicksPerSecond);

    /// <summary>The exact binary value of a number: the double nearest 0.1 is not 1/10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or infinite.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Only a finite number is a fraction.");
        var bits = BitConverter.DoubleToUInt64Bits(Math.Abs(value));
        var fraction = bits & ((1UL << DoubleFractionBits) - 1);
        var biased = (int)(bits >> DoubleFractionBits);
        BigInteger significand = biased == 0 ? fraction : fraction | (1UL << DoubleFractionBits);
        if (value < 0) significand = -significand;
        var exponent = Math.Max(biased, 1) - DoubleExponentBias;
        return exponent >= 0 ? new(significand << exponent, BigInteger.One) : new(significand, BigInteger.One << -exponent);
    }

    /// <summary>
    /// Reads digits with an optional '-', point and exponent ("-12.5", "1e-9"), exactly and in the same way in every culture; false, with
    /// zero as the result, for anything else and for more than 1000 characters or powers of ten.
    /// </summary>
    public static bool TryParse(string text, out Rational result)
    {
        ArgumentNullException.ThrowIfNull(text);
        result = default;
        var parts = text.Split('e', 'E');
        if (text.Length > DigitsMax || parts.Length > 2) return false;
        var exponent = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        if (exponent is < -ExponentMax or > ExponentMax) return false;

        var negative = parts[0].StartsWith('-');
        var digits = (negative ? parts[0][1..] : parts[0]).Split('.');
        if (digits.Length > 2 || !digits.All(IsDigits)) return false;

        var value = BigInteger.Parse(string.Concat(digits), NumberStyles.None, CultureInfo.InvariantCulture);
        var decimals = digits.Length == 2 ? digits[1].Length : 0;
        result = FromInteger(negative ? -value : value) * PowerOfTen(exponent - decimals);
        return true;
    }

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>The value with the other sign.</summary>
    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    /// <summary>The product.</summary>
    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Whether left is smaller.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Whether left is smaller or equal.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Whether left is larger.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Whether left is larger or equal.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>A whole number, so that formulas may be written with their constants.</summary>
    public static implicit operator Rational(long value) => FromInteger(value);

    /// <summary>The smaller of two.</summary>
    public static Rational Min(Rational left, Rational right) => left < right ? left : right;

    /// <summary>The larger of two.</summary>
    public static Rational Max(Rational left, Rational right) => left > right ? left : right;

    /// <summary>The value, or the bound that it lies beyond; the upper bound where the two cross.</summary>
    public static Rational Clamp(Rational value, Rational lower, Rational upper) => Min(upper, Max(lower, value));

    /// <summary>The value to a whole power, 0 or more; anything to the power 0 is 1.</summary>
    public Rational Power(int exponent) => new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent));

    /// <summary>The largest whole multiple of a step that is not above the value; the value itself when the step is 0.</summary>
    public Rational FloorTo(Rational step) => step.Sign == 0 ? this : FromInteger(Quotient(this / step, Rounding.Floor)) * step;

    /// <summary>The value as a price, quantity, amount or ratio, rounded once as said.</summary>
    /// <exception cref="OverflowException">Outside the range of the unit.</exception>
    public T Round<T>(Rounding rounding)
        where T : struct, IFixedPoint<T>
    {
        var scaled = this * FromInteger((BigInteger)T.One.WideRaw);
        return T.FromWideRaw((Int128)Quotient(scaled, rounding));
    }

    /// <summary>The nearest double; infinite beyond its range.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero) return 0;
        var magnitude = BigInteger.Abs(Numerator);
        var shift = QuotientBits - (int)(magnitude.GetBitLength() - Denominator.GetBitLength());
        var (top, bottom) = shift >= 0 ? (magnitude << shift, Denominator) : (magnitude, Denominator << -shift);
        var quotient = BigInteger.DivRem(top, bottom, out var remainder);
        if (!remainder.IsZero) quotient |= BigInteger.One; // keeps a tie apart from what is a little above it
        return Math.ScaleB((double)(UInt128)quotient, -shift) * Sign;
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Decimal digits: exact where 50 decimals are enough, else rounded half-even to 50.</summary>
    public override string ToString()
    {
        const int decimals = 50;
        var scaled = Quotient(this * PowerOfTen(decimals), Rounding.HalfEven);
        var digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = $"{digits[..^decimals]}.{digits[^decimals..]}".TrimEnd('0').TrimEnd('.');
        return scaled.Sign < 0 ? $"-{text}" : text;
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static Rational PowerOfTen(int exponent)
    {
        var power = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent < 0 ? new(BigInteger.One, power) : new(power, BigInteger.One);
    }

    private static BigInteger Quotient(Rational value, Rounding rounding) =>
        RoundedDivision.Divide(value.Numerator, value.Denominator, rounding);
}
