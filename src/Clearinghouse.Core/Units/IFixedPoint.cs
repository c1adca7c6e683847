using System.Numerics;

namespace Clearinghouse.Core.Units;

/// <summary>
/// A signed decimal number held as an integer count of its smallest step, 10^-<see cref="DecimalPlaces"/>. What the units
/// share is written once against this interface (see <see cref="FixedPoint"/>); what differs, their dimension, is not in it.
/// Every operation throws <see cref="OverflowException"/> when the result leaves the range of the type; none wraps.
/// </summary>
/// <typeparam name="TSelf">The unit itself.</typeparam>
public interface IFixedPoint<TSelf> :
    ISpanParsable<TSelf>,
    ISpanFormattable,
    IUtf8SpanFormattable,
    IComparable<TSelf>,
    IComparisonOperators<TSelf, TSelf, bool>,
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>,
    IAdditiveIdentity<TSelf, TSelf>,
    IMinMaxValue<TSelf>
    where TSelf : struct, IFixedPoint<TSelf>
{
    /// <summary>How many decimal digits the type keeps after the point: 0 to 18.</summary>
    static abstract int DecimalPlaces { get; }

    /// <summary>The value 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The value 1.</summary>
    static abstract TSelf One { get; }

    /// <summary>The value counted in steps of 10^-<see cref="DecimalPlaces"/>, widened to the largest width any unit has.</summary>
    Int128 WideRaw { get; }

    /// <summary>The value of so many steps of 10^-<see cref="DecimalPlaces"/>.</summary>
    /// <exception cref="OverflowException">The count is outside the range of the type.</exception>
    static abstract TSelf FromWideRaw(Int128 raw);

    // There is one text form, so format and provider mean nothing to the units.
    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) =>
        FixedPointConversion.Parse<TSelf>(s ?? throw new ArgumentNullException(nameof(s)));

    static bool IParsable<TSelf>.TryParse(string? s, IFormatProvider? provider, out TSelf result) =>
        FixedPointConversion.TryParse<TSelf, char>(s, out result) == FixedPointParse.Success;

    static TSelf ISpanParsable<TSelf>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => FixedPointConversion.Parse<TSelf>(s);

    static bool ISpanParsable<TSelf>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TSelf result) =>
        FixedPointConversion.TryParse(s, out result) == FixedPointParse.Success;
}
