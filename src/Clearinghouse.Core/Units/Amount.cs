using System.Numerics;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Units;

/// <summary>
/// Money of one currency; positive is a claim or a receipt, negative a debt or a payment. A 128-bit count of 10^-16, wide and
/// fine enough to hold the product of any <see cref="Price"/> and any <see cref="Quantity"/> exactly.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Amount")]
[JsonConverter(typeof(FixedPointJsonConverter<Amount>))]
public readonly record struct Amount : IFixedPoint<Amount>
{
    /// <summary>16 decimals: the smallest step is 10^-16 of the currency.</summary>
    public const int DecimalPlaces = 16;

    private const long RawPerOne = 10_000_000_000_000_000;
    [Id(0)] private readonly Int128 _raw;

    private Amount(Int128 raw) => _raw = raw;

    /// <summary>The value 0, which is also the default.</summary>
    public static Amount Zero => default;

    /// <summary>The value 1.</summary>
    public static Amount One => new(RawPerOne);

    /// <summary>The smallest value, -17014118346046923173168.7303715884105728. It has no negation.</summary>
    public static Amount MinValue => new(Int128.MinValue);

    /// <summary>The largest value, 17014118346046923173168.7303715884105727.</summary>
    public static Amount MaxValue => new(Int128.MaxValue);

    /// <summary>The value counted in steps of 10^-16.</summary>
    public Int128 Raw => _raw;

    static int IFixedPoint<Amount>.DecimalPlaces => DecimalPlaces;

    static Amount IAdditiveIdentity<Amount, Amount>.AdditiveIdentity => default;

    Int128 IFixedPoint<Amount>.WideRaw => _raw;

    /// <summary>The value of so many steps of 10^-16; every count is valid.</summary>
    public static Amount FromRaw(Int128 raw) => new(raw);

    static Amount IFixedPoint<Amount>.FromWideRaw(Int128 raw) => new(raw);

    /// <summary>
    /// An estimate from risk, rounded once as said. What is rounded is the exact binary value: the double nearest 0.1 is a little
    /// above 0.1, and its ceiling shows it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or infinite.</exception>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Amount FromDouble(double value, Rounding rounding) => FixedPointConversion.FromDouble<Amount>(value, rounding);

    /// <summary>Reads the text form (see <see cref="ToString()"/>), in the same way in every culture.</summary>
    /// <exception cref="FormatException">Not plain decimal digits, or non-zero digits beyond 16 decimals; nothing is rounded.</exception>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Amount Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FixedPointConversion.Parse<Amount>(s);
    }

    /// <summary>Reads the text form; false, with zero as the result, where <see cref="Parse"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Amount result) =>
        FixedPointConversion.TryParse(text, out result) == FixedPointParse.Success;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Amount operator +(Amount left, Amount right) => new(left._raw + right._raw);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Amount operator -(Amount left, Amount right) => new(left._raw - right._raw);

    /// <summary>The value with the other sign.</summary>
    /// <exception cref="OverflowException">The value is <see cref="MinValue"/>.</exception>
    public static Amount operator -(Amount value) => new(-value._raw);

    /// <summary>Whether left is smaller.</summary>
    public static bool operator <(Amount left, Amount right) => left._raw < right._raw;

    /// <summary>Whether left is smaller or equal.</summary>
    public static bool operator <=(Amount left, Amount right) => left._raw <= right._raw;

    /// <summary>Whether left is larger.</summary>
    public static bool operator >(Amount left, Amount right) => left._raw > right._raw;

    /// <summary>Whether left is larger or equal.</summary>
    public static bool operator >=(Amount left, Amount right) => left._raw >= right._raw;

    /// <summary>This amount times a ratio, rounded as said to 16 decimals.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public Amount Times(Ratio ratio, Rounding rounding) =>
        new(RoundedDivision.MultiplyDivide(_raw, ratio.Ppm, Ratio.One.Ppm, rounding));

    /// <summary>
    /// The share of this amount that belongs to <paramref name="part"/> out of <paramref name="whole"/>: amount × part / whole,
    /// rounded as said.
    /// </summary>
    /// <exception cref="DivideByZeroException">The whole is zero.</exception>
    /// <exception cref="OverflowException">The result is outside the range; the intermediate product may be.</exception>
    public Amount ProRate(Quantity part, Quantity whole, Rounding rounding) =>
        new(RoundedDivision.MultiplyDivide(_raw, part.Raw, whole.Raw, rounding));

    /// <summary>The price per unit at which this amount is the cost of that quantity, rounded as said to 8 decimals.</summary>
    /// <exception cref="DivideByZeroException">The quantity is zero.</exception>
    /// <exception cref="OverflowException">Outside the range of a price.</exception>
    public Price DividedBy(Quantity quantity, Rounding rounding) =>
        Price.FromRaw((long)RoundedDivision.Divide(_raw, quantity.Raw, rounding));

    /// <inheritdoc/>
    public int CompareTo(Amount other) => _raw.CompareTo(other._raw);

    /// <summary>
    /// The exact value as an optional '-', digits, and if needed '.' and up to 16 further digits without trailing zeros;
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
