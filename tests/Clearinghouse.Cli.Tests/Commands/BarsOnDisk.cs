using System.Globalization;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Half-hour bars of a made-up market, in a folder that is removed with the test.</summary>
internal sealed class BarsOnDisk : IDisposable
{
    public const long StartMs = 1_620_000_000_000;
    private const long IntervalMs = 30 * 60 * 1000;

    public string Folder { get; } = Directory.CreateTempSubdirectory("clearinghouse-cli-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Writes bars that swing by a few percent and crash half-way.</summary>
    public string Write(string name, int bars, double price, Func<int, string, string>? change = null)
    {
        var lines = new List<string> { "timestamp_ms,open,high,low,close,volume" };
        for (var i = 0; i < bars; i++)
        {
            var close = price * (1 + (0.02 * Math.Sin(i / 5.0))) * (i > bars / 2 ? 0.85 : 1);
            var (high, low) = (close * 1.01, close * 0.99);
            var line = string.Create(CultureInfo.InvariantCulture, $"{StartMs + (i * IntervalMs)},{close:F2},{high:F2},{low:F2},{close:F2},10");
            lines.Add(change?.Invoke(i, line) ?? line);
        }

        File.WriteAllLines(Path(name), lines);
        return Path(name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
