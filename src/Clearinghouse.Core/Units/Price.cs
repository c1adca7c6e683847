using System.Numerics;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Units;

/// <summary>
/// What one unit of a contract costs, in units of the quote currency; signed, because spreads and some commodities trade below
/// zero. A 64-bit count of 10^-8. Times a <see cref="Quantity"/> it is an <see cref="Amount"/>, exactly and always.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Price")]
[JsonConverter(typeof(FixedPointJsonConverter<Price>))]
public readonly record struct Price : IFixedPoint<Price>
{
    /// <summary>8 decimals: the smallest step is 10^-8 of the quote currency per unit.</summary>
    public const int DecimalPlaces = 8;

    private const long RawPerOne = 100_000_000;
    [Id(0)] private readonly long _raw;

    private Price(long raw) => _raw = raw;

    /// <summary>The value 0, which is also the default.</summary>
    public static Price Zero => default;

    /// <summary>The value 1.</summary>
    public static Price One => new(RawPerOne);

    /// <summary>The smallest value, -92233720368.54775808. It has no negation.</summary>
    public static Price MinValue => new(long.MinValue);

    /// <summary>The largest value, 92233720368.54775807.</summary>
    public static Price MaxValue => new(long.MaxValue);

    /// <summary>The value counted in steps of 10^-8.</summary>
    public long Raw => _raw;

    static int IFixedPoint<Price>.DecimalPlaces => DecimalPlaces;

    static Price IAdditiveIdentity<Price, Price>.AdditiveIdentity => default;

    Int128 IFixedPoint<Price>.WideRaw => _raw;

    /// <summary>The value of so many steps of 10^-8; every count is valid.</summary>
    public static Price FromRaw(long raw) => new(raw);

    static Price IFixedPoint<Price>.FromWideRaw(Int128 raw) => new((long)raw);

    /// <summary>
    /// An estimate from risk, rounded once as said. What is rounded is the exact binary value: the double nearest 0.1 is a little
    /// above 0.1, and its ceiling shows it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or infinite.</exception>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Price FromDouble(double value, Rounding rounding) => FixedPointConversion.FromDouble<Price>(value, rounding);

    /// <summary>Reads the text form (see <see cref="ToString()"/>), in the same way in every culture.</summary>
    /// <exception cref="FormatException">Not plain decimal digits, or non-zero digits beyond 8 decimals; nothing is rounded.</exception>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Price Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FixedPointConversion.Parse<Price>(s);
    }

    /// <summary>Reads the text form; false, with zero as the result, where <see cref="Parse"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Price result) =>
        FixedPointConversion.TryParse(text, out result) == FixedPointParse.Success;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Price operator +(Price left, Price right) => new(left._raw + right._raw);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Price operator -(Price left, Price right) => new(left._raw - right._raw);

    /// <summary>The value with the other sign.</summary>
    /// <exception cref="OverflowException">The value is <see cref="MinValue"/>.</exception>
    public static Price operator -(Price value) => new(-value._raw);

    /// <summary>Whether left is smaller.</summary>
    public static bool operator <(Price left, Price right) => left._raw < right._raw;

    /// <summary>Whether left is smaller or equal.</summary>
    public static bool operator <=(Price left, Price right) => left._raw <= right._raw;

    /// <summary>Whether left is larger.</summary>
    public static bool operator >(Price left, Price right) => left._raw > right._raw;

    /// <summary>Whether left is larger or equal.</summary>
    public static bool operator >=(Price left, Price right) => left._raw >= right._raw;

    /// <summary>What that many units cost: exact, never rounded, never out of range. The sign is the product of the signs.</summary>
    public static Amount operator *(Price price, Quantity quantity)
    {
        // Two 64-bit numbers always fit: nothing to check.
        var high = Math.BigMul(price._raw, quantity.Raw, out var low);
        return Amount.FromRaw(new Int128(unchecked((ulong)high), unchecked((ulong)low)));
    }

    /// <summary>This price times a ratio, rounded as said to 8 decimals.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public Price Times(Ratio ratio, Rounding rounding) =>
        new((long)RoundedDivision.MultiplyDivide(_raw, ratio.Ppm, Ratio.One.Ppm, rounding));

    /// <summary>Whether this is a whole number of ticks; zero always is. The signs do not matter.</summary>
    /// <exception cref="DivideByZeroException">The tick is zero.</exception>
    public bool IsMultipleOf(Price tick) => (Int128)_raw % tick._raw == 0;

    /// <summary>The same value as a decimal; exact.</summary>
    public decimal ToDecimal() => (decimal)_raw / RawPerOne;

    /// <inheritdoc/>
    public int CompareTo(Price other) => _raw.CompareTo(other._raw);

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
