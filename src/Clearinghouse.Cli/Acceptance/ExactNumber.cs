using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>
/// A decimal number of any length, significand × 10^exponent. Comparisons must not round what they compare, and amounts have more
/// digits than a decimal or a double keeps.
/// </summary>
internal readonly partial record struct ExactNumber
{
    private const int DigitsMax = 1000;
    private const int ExponentMax = 1000;
    private readonly BigInteger _significand;
    private readonly int _exponent;

    private ExactNumber(BigInteger significand, int exponent) => (_significand, _exponent) = (significand, exponent);

    /// <summary>The absolute value.</summary>
    internal ExactNumber Abs => new(BigInteger.Abs(_significand), _exponent);

    /// <summary>Whether it is below zero.</summary>
    internal bool IsNegative => _significand.Sign < 0;

    /// <summary>Reads digits with optional '-', fraction and exponent, as JSON writes numbers; false for anything else.</summary>
    internal static bool TryParse(string text, out ExactNumber number)
    {
        number = default;
        var match = text.Length <= DigitsMax ? Form().Match(text) : Match.Empty;
        if (!match.Success) return false;
        var power = match.Groups["exponent"];
        var exponent = 0;
        if (power.Success && !int.TryParse(power.ValueSpan, CultureInfo.InvariantCulture, out exponent)) return false;
        if (exponent is < -ExponentMax or > ExponentMax) return false;

        var fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse(match.Groups["integer"].Value + fraction, CultureInfo.InvariantCulture);
        number = new(match.Groups["sign"].Length > 0 ? -digits : digits, exponent - fraction.Length);
        return true;
    }

    /// <summary>The difference, exactly.</summary>
    public static ExactNumber operator -(ExactNumber left, ExactNumber right)
    {
        var exponent = Math.Min(left._exponent, right._exponent);
        return new(left.At(exponent) - right.At(exponent), exponent);
    }

    /// <summary>The product, exactly.</summary>
    public static ExactNumber operator *(ExactNumber left, ExactNumber right) =>
        new(left._significand * right._significand, left._exponent + right._exponent);

    /// <summary>Whether left is smaller or equal.</summary>
    public static bool operator <=(ExactNumber left, ExactNumber right) => (left - right)._significand.Sign <= 0;

    /// <summary>Whether left is larger or equal.</summary>
    public static bool operator >=(ExactNumber left, ExactNumber right) => right <= left;

    private BigInteger At(int exponent) => _significand * BigInteger.Pow(10, _exponent - exponent);

    [GeneratedRegex(
        @"^(?<sign>-?)(?<integer>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
