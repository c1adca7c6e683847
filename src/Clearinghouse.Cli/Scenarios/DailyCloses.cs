using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Scenarios;

/// <summary>Daily closes, UTC, out of bars.</summary>
internal static class DailyCloses
{
    private const long DayMs = 86_400_000;

    /// <summary>The last close of every day whose last bar is there: a day that broke off has no close.</summary>
    /// <param name="bars">The market's bars.</param>
    /// <param name="toMs">Only days that end by this time.</param>
    public static MarketHistory Of(BarSeries bars, long toMs = long.MaxValue)
    {
        var closes = new List<(DateOnly, double)>();
        foreach (var bar in bars.Bars)
        {
            var end = bar.OpenTimeMs + bars.IntervalMs;
            if (end > toMs) break;
            if (end % DayMs == 0) closes.Add((DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(bar.OpenTimeMs).UtcDateTime), bar.Close.ToDouble()));
        }

        return new MarketHistory(MarketId.Create(bars.Symbol), closes);
    }
}
