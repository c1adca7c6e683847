using System.Globalization;
using System.Text;
using CsvHelper;

namespace Clearinghouse.MarketData.Files;

/// <summary>Recognises the layout from the first rows.</summary>
internal static class BarLayoutDetection
{
    private const int BinanceColumns = 12;

    /// <summary>Moves the reader to the row that gives the layout away.</summary>
    /// <exception cref="BarFileException">The file is empty, or none of the layouts fits.</exception>
    internal static BarColumns Detect(CsvReader csv, string path)
    {
        if (!csv.Read())
            throw new BarFileException(path, line: null, "The file is empty.", "Fetch it again; a download may have failed.");

        if (IsRemark(csv) && !csv.Read())
            throw new BarFileException(path, line: null, "The file holds no usable bar.", "Fetch it again; a download may have failed.");

        var row = Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim()).ToArray();
        return Binance(row) ?? Plain(row) ?? CryptoDataDownload(row) ?? throw Unknown(path, csv);
    }

    /// <summary>CryptoDataDownload puts its address above the header.</summary>
    private static bool IsRemark(CsvReader csv)
    {
        var first = csv.GetString(0).TrimStart();
        return first.StartsWith('#')
            || (csv.FieldCount == 1 && (first.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                || first.Contains("cryptodatadownload", StringComparison.OrdinalIgnoreCase)));
    }

    private static BarColumns? Binance(string[] row)
    {
        var startsWithData = long.TryParse(row[0], CultureInfo.InvariantCulture, out _);
        if (row.Length != BinanceColumns) return null;
        if (!startsWithData && !NamesOpenTime(row[0])) return null;
        return new(BarLayout.BinanceKlines, Time: 0, Open: 1, High: 2, Low: 3, Close: 4, Volume: 5)
        {
            Count = BinanceColumns,
            StartsWithData = startsWithData,
        };
    }

    private static bool NamesOpenTime(string header) =>
        header.Replace('_', ' ').Equals("open time", StringComparison.OrdinalIgnoreCase);

    private static BarColumns? Plain(string[] header) =>
        WithPrices(header, BarLayout.Plain, Find(header, "timestamp_ms"), Find(header, "volume"));

    private static BarColumns? CryptoDataDownload(string[] header)
    {
        var unix = Find(header, "unix") ?? Find(header, "unix timestamp");
        var volume = Array.FindIndex(header, name => name.StartsWith("volume", StringComparison.OrdinalIgnoreCase));
        var columns = WithPrices(header, BarLayout.CryptoDataDownload, unix ?? Find(header, "date"), volume < 0 ? null : volume);
        return columns is null ? null : columns with { TimeIsDate = unix is null, Symbol = Find(header, "symbol") };
    }

    private static BarColumns? WithPrices(string[] header, BarLayout layout, int? time, int? volume)
    {
        if (time is null || volume is null) return null;
        if (Find(header, "open") is not { } open || Find(header, "high") is not { } high) return null;
        if (Find(header, "low") is not { } low || Find(header, "close") is not { } close) return null;
        return new(layout, time.Value, open, high, low, close, volume.Value) { Count = header.Length };
    }

    private static int? Find(string[] header, string name)
    {
        var index = Array.FindIndex(header, one => one.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index;
    }

    private static BarFileException Unknown(string path, CsvReader csv) => new(
        path,
        csv.LineNumber,
        $"'{Shown(Encoding.UTF8.GetString(csv.RawRecord))}' begins none of the layouts known for bars.",
        "Give a CSV file with the header timestamp_ms,open,high,low,close,volume, or Binance klines, or a CryptoDataDownload file.");

    private static string Shown(string record)
    {
        const int Longest = 80;
        var line = record.Trim();
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }
}
