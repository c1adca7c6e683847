using System.Globalization;

namespace Clearinghouse.MarketData.Files;

/// <summary>Reads the times of bars. What a number counts is told by its size: no market is older than 1973 or younger than 5138.</summary>
internal static class BarTimes
{
    private const long SecondsEnd = 100_000_000_000;
    private const long MillisecondsEnd = 100_000_000_000_000;
    private const long MicrosecondsEnd = 100_000_000_000_000_000;
    private const long PerThousand = 1000;

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-dd hh-tt", "yyyy-MM-dd'T'HH:mm:ssK",
    ];

    /// <summary>The time in milliseconds, or null when the text is no time of this layout.</summary>
    internal static long? Read(string text, BarColumns columns)
    {
        if (columns.TimeIsDate) return Date(text);
        if (ReadWhole(text) is not { } number) return null;
        return columns.Layout switch
        {
            BarLayout.Plain => number,
            BarLayout.BinanceKlines when number < SecondsEnd => null,
            _ => Milliseconds(number),
        };
    }

    private static long? Milliseconds(long number) => number switch
    {
        < 0 => null,
        < SecondsEnd => number * PerThousand,
        < MillisecondsEnd => number,
        < MicrosecondsEnd when number % PerThousand == 0 => number / PerThousand,
        _ => null,
    };

    /// <summary>
    /// A whole number, also as "1586995200.0". Exponents are refused: a time like 1.58623E+12 went through a spreadsheet and has
    /// lost its minutes.
    /// </summary>
    private static long? ReadWhole(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (long.TryParse(text, Style, CultureInfo.InvariantCulture, out var number)) return number;
        var isDecimal = decimal.TryParse(text, Style | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
        return isDecimal && decimal.IsInteger(value) && Math.Abs(value) < MicrosecondsEnd ? (long)value : null;
    }

    private static long? Date(string text)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var isDate = DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, Style, out var date);
        return isDate ? date.ToUnixTimeMilliseconds() : null;
    }
}
