using System.Numerics;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Units;

/// <summary>
/// A pure number: a rate, a haircut, a share. A 64-bit count of parts per million, so 1 is 1000000 ppm and 0.05 is 50000 ppm;
/// prints as the decimal fraction. Signed; not confined to 0..1.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Ratio")]
[JsonConverter(typeof(FixedPointJsonConverter<Ratio>))]
public readonly record struct Ratio : IFixedPoint<Ratio>
{
    /// <summary>6 decimals: the smallest step is 10^-6, one part per million.</summary>
    public const int DecimalPlaces = 6;

    private const long RawPerOne = 1_000_000;
    [Id(0)] private readonly long _raw;

    private Ratio(long raw) => _raw = raw;

    /// <summary>The value 0, which is also the default.</summary>
    public static Ratio Zero => default;

    /// <summary>The value 1.</summary>
    public static Ratio One => new(RawPerOne);

    /// <summary>The smallest value, -9223372036854.775808. It has no negation.</summary>
    public static Ratio MinValue => new(long.MinValue);

    /// <summary>The largest value, 9223372036854.775807.</summary>
    public static Ratio MaxValue => new(long.MaxValue);

    /// <summary>The value in parts per million.</summary>
    public long Ppm => _raw;

    static int IFixedPoint<Ratio>.DecimalPlaces => DecimalPlaces;

    static Ratio IAdditiveIdentity<Ratio, Ratio>.AdditiveIdentity => default;

    Int128 IFixedPoint<Ratio>.WideRaw => _raw;

    /// <summary>The ratio of so many parts per million; every count is valid.</summary>
    public static Ratio FromPpm(long ppm) => new(ppm);

    static Ratio IFixedPoint<Ratio>.FromWideRaw(Int128 raw) => new((long)raw);

    /// <summary>Reads the text form (see <see cref="ToString()"/>), in the same way in every culture.</summary>
    /// <exception cref="FormatException">Not plain decimal digits, or non-zero digits beyond 6 decimals; nothing is rounded.</exception>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Ratio Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FixedPointConversion.Parse<Ratio>(s);
    }

    /// <summary>Reads the text form; false, with zero as the result, where <see cref="Parse"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ratio result) =>
        FixedPointConversion.TryParse(text, out result) == FixedPointParse.Success;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Ratio operator +(Ratio left, Ratio right) => new(left._raw + right._raw);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Ratio operator -(Ratio left, Ratio right) => new(left._raw - right._raw);

    /// <summary>The value with the other sign.</summary>
    /// <exception cref="OverflowException">The value is <see cref="MinValue"/>.</exception>
    public static Ratio operator -(Ratio value) => new(-value._raw);

    /// <summary>Whether left is smaller.</summary>
    public static bool operator <(Ratio left, Ratio right) => left._raw < right._raw;

    /// <summary>Whether left is smaller or equal.</summary>
    public static bool operator <=(Ratio left, Ratio right) => left._raw <= right._raw;

    /// <summary>Whether left is larger.</summary>
    public static bool operator >(Ratio left, Ratio right) => left._raw > right._raw;

    /// <summary>Whether left is larger or equal.</summary>
    public static bool operator >=(Ratio left, Ratio right) => left._raw >= right._raw;

    /// <summary>The nearest double; for risk, not for money.</summary>
    public double ToDouble() => (double)_raw / RawPerOne;

    /// <summary>The same value as a decimal; exact.</summary>
    public decimal ToDecimal() => (decimal)_raw / RawPerOne;

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => _raw.CompareTo(other._raw);

    /// <summary>
    /// The exact value as an optional '-', digits, and if needed '.' and up to 6 further digits without trailing zeros;
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
