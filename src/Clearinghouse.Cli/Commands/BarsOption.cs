using System.CommandLine;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Forecasting.HourMargins;
using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.MarketData.Files;

namespace Clearinghouse.Cli.Commands;

/// <summary>The option that names markets and the files of their bars.</summary>
internal static class BarsOption
{
    private const int LongestSymbol = 50;

    public static Option<string[]> Make() => new("--bars")
    {
        Description = "A market and its bars, plain or gzip; repeat for more",
        HelpName = "SYMBOL=FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The markets named, each once.</summary>
    /// <exception cref="CliException">One is not of the form SYMBOL=FILE, or occurs twice.</exception>
    public static IReadOnlyList<(string Symbol, string Path)> Parse(IEnumerable<string> values)
    {
        var markets = values.Select(Parse).ToList();
        if (markets.GroupBy(market => market.Symbol, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new CliException($"--bars names {twice.Key} twice.");
        return markets;
    }

    /// <summary>The days of the markets named.</summary>
    /// <exception cref="ArgumentException">A file holds no whole day, or bars that volatility cannot be measured by.</exception>
    public static VolatilityPanel ReadDays(IEnumerable<string> values)
    {
        var markets = Parse(values);
        return new(markets.Select(market => DayHistory.From(BarFile.Read(market.Path, new() { Symbol = market.Symbol }).Series)).ToList());
    }

    /// <summary>The hours of the markets named.</summary>
    /// <exception cref="ArgumentException">A file holds no whole day, or bars that the volatility of an hour cannot be measured by.</exception>
    public static IReadOnlyList<HourHistory> ReadHours(IEnumerable<string> values) =>
        [.. Parse(values).Select(market => HourHistory.From(BarFile.Read(market.Path, new() { Symbol = market.Symbol }).Series))];

    /// <summary>The prices of every hour of the markets named.</summary>
    /// <exception cref="ArgumentException">A file holds no whole day, or bars that are longer than an hour.</exception>
    public static IReadOnlyList<HourPrices> ReadHourPrices(IEnumerable<string> values) =>
        [.. Parse(values).Select(market => HourPrices.From(BarFile.Read(market.Path, new() { Symbol = market.Symbol }).Series))];

    private static (string Symbol, string Path) Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1 || !MarketId.TryCreate(text[..at], out _) || at > LongestSymbol)
            throw new CliException($"--bars takes SYMBOL=FILE, such as BTCUSDT=btc.csv.gz; '{text}' is not of that form.");
        return (text[..at], text[(at + 1)..]);
    }
}
