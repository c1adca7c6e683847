using System.Numerics;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Units;

/// <summary>
/// How many units of a contract; positive is bought or long, negative sold or short. A 64-bit count of 10^-8.
/// Times a <see cref="Price"/> it is an <see cref="Amount"/>, exactly and always.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Quantity")]
[JsonConverter(typeof(FixedPointJsonConverter<Quantity>))]
public readonly record struct Quantity : IFixedPoint<Quantity>
{
    /// <summary>8 decimals: the smallest step is 10^-8 of a unit.</summary>
    public const int DecimalPlaces = 8;

    private const long RawPerOne = 100_000_000;
    [Id(0)] private readonly long _raw;

    private Quantity(long raw) => _raw = raw;

    /// <summary>The value 0, which is also the default.</summary>
    public static Quantity Zero => default;

    /// <summary>The value 1.</summary>
    public static Quantity One => new(RawPerOne);

    /// <summary>The smallest value, -92233720368.54775808. It has no negation.</summary>
    public static Quantity MinValue => new(long.MinValue);

    /// <summary>The largest value, 92233720368.54775807.</summary>
    public static Quantity MaxValue => new(long.MaxValue);

    /// <summary>The value counted in steps of 10^-8.</summary>
    public long Raw => _raw;

    static int IFixedPoint<Quantity>.DecimalPlaces => DecimalPlaces;

    static Quantity IAdditiveIdentity<Quantity, Quantity>.AdditiveIdentity => default;

    Int128 IFixedPoint<Quantity>.WideRaw => _raw;

    /// <summary>The value of so many steps of 10^-8; every count is valid.</summary>
    public static Quantity FromRaw(long raw) => new(raw);

    static Quantity IFixedPoint<Quantity>.FromWideRaw(Int128 raw) => new((long)raw);

    /// <summary>Reads the text form (see <see cref="ToString()"/>), in the same way in every culture.</summary>
    /// <exception cref="FormatException">Not plain decimal digits, or non-zero digits beyond 8 decimals; nothing is rounded.</exception>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Quantity Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FixedPointConversion.Parse<Quantity>(s);
    }

    /// <summary>Reads the text form; false, with zero as the result, where <see cref="Parse"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity result) =>
        FixedPointConversion.TryParse(text, out result) == FixedPointParse.Success;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Quantity operator +(Quantity left, Quantity right) => new(left._raw + right._raw);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Quantity operator -(Quantity left, Quantity right) => new(left._raw - right._raw);

    /// <summary>The value with the other sign.</summary>
    /// <exception cref="OverflowException">The value is <see cref="MinValue"/>.</exception>
    public static Quantity operator -(Quantity value) => new(-value._raw);

    /// <summary>Whether left is smaller.</summary>
    public static bool operator <(Quantity left, Quantity right) => left._raw < right._raw;

    /// <summary>Whether left is smaller or equal.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left._raw <= right._raw;

    /// <summary>Whether left is larger.</summary>
    public static bool operator >(Quantity left, Quantity right) => left._raw > right._raw;

    /// <summary>Whether left is larger or equal.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left._raw >= right._raw;

    /// <summary>What that many units cost: exact, never rounded, never out of range. The sign is the product of the signs.</summary>
    public static Amount operator *(Quantity quantity, Price price) => price * quantity;

    /// <summary>This quantity times a ratio, rounded as said to 8 decimals.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public Quantity Times(Ratio ratio, Rounding rounding) =>
        new((long)RoundedDivision.MultiplyDivide(_raw, ratio.Ppm, Ratio.One.Ppm, rounding));

    /// <summary>Whether this is a whole number of lots; zero always is. The signs do not matter.</summary>
    /// <exception cref="DivideByZeroException">The lot is zero.</exception>
    public bool IsMultipleOf(Quantity lot) => (Int128)_raw % lot._raw == 0;

    /// <summary>This quantity times a pure number, such as a contract multiplier; exact.</summary>
    /// <exception cref="ArithmeticException">The product needs more than 8 decimals.</exception>
    /// <exception cref="OverflowException">The product is outside the range.</exception>
    public Quantity Scaled(Quantity factor)
    {
        // Nearly every multiplier is one, and a 128-bit division costs more than all the rest of a valuation.
        if (factor._raw == RawPerOne) return this;
        var (quotient, remainder) = Int128.DivRem((Int128)_raw * factor._raw, RawPerOne);
        if (remainder != 0) throw new ArithmeticException($"{this} times {factor} needs more than {DecimalPlaces} decimals.");
        return new((long)quotient);
    }

    /// <summary>As <see cref="Scaled"/>; false, with zero as the result, when the product is not exactly representable.</summary>
    public bool TryScaled(Quantity factor, out Quantity product)
    {
        var (quotient, remainder) = Int128.DivRem((Int128)_raw * factor._raw, RawPerOne);
        var fits = remainder == 0 && quotient >= long.MinValue && quotient <= long.MaxValue;
        product = fits ? new((long)quotient) : Zero;
        return fits;
    }

    /// <summary>The same value as a decimal; exact.</summary>
    public decimal ToDecimal() => (decimal)_raw / RawPerOne;

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _raw.CompareTo(other._raw);

    /// <summary>
    /// The exact value as an optional '-', digits, and if needed '.' and up to 8 further digits without trailing zeros;
    /// the same in every culture.
    /// </summary>
    public override string ToString() => FixedPointConversion.Print(this);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => FixedPointConversion.Print(this);

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        FixedPointText.TryFormat(_raw, DecimalPlaces, destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        FixedPointText.TryFormat(_raw, DecimalPlaces, utf8Destination, out bytesWritten);
}
