using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Replay;

/// <summary>
/// The prices of a bar in an order that could have been: from the open to the nearer extreme, to the other, to the close. They lie within the first half hour, however long the bar is, so that the bars that a market makes of them measure what the file's do.
/// </summary>
public static class BarPath
{
    private const long FirstMs = 1_000;
    private const long LastMs = (MarketBars.BarSeconds * 1_000L) - 1_000;

    /// <summary>Prices, with when they come after the bar opens, in milliseconds.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="intervalMs">Its length, in milliseconds.</param>
    public static IEnumerable<(long OffsetMs, Price Price)> Of(Bar bar, long intervalMs)
    {
        var lastMs = Math.Min(LastMs, intervalMs - 1_000);
        var (near, far) = bar.Close >= bar.Open ? (bar.Low, bar.High) : (bar.High, bar.Low);
        yield return (FirstMs, bar.Open);
        yield return (lastMs / 3, near);
        yield return (2 * lastMs / 3, far);
        yield return (lastMs, bar.Close);
    }
}
