using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Features;

/// <summary>How high volatility stands in the whole panel: what one market lacks to know of the others.</summary>
internal static class MarketFactor
{
    /// <summary>How many numbers it has.</summary>
    internal const int Count = 3;

    /// <summary>What they are called.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["panel ln RV1", "panel ln RV7", "panel ln RV30"];

    /// <summary>
    /// The mean over the markets of ln RV of 1, 7 and 30 days, each less the market's own long-run mean, at the end of the day that
    /// begins at that time.
    /// </summary>
    internal static void Write(VolatilityPanel known, long dayMs, Span<double> factor)
    {
        factor.Clear();
        var markets = 0;
        foreach (var market in known.Markets)
        {
            var day = market.Count == 0 ? -1 : market.IndexOf(dayMs);
            if (day < 0 || day >= market.Count) continue;
            var row = market.Regressors(RegressorSets.Pooled, day);
            for (var i = 0; i < Count; i++) factor[i] += row[i];
            markets++;
        }

        for (var i = 0; i < Count && markets > 0; i++) factor[i] /= markets;
    }

    /// <summary>The factor of each day from the panel's first to its last known one.</summary>
    internal static double[][] Of(VolatilityPanel known)
    {
        var days = (int)((known.LastDayMs - known.FirstDayMs) / DayGrid.DayMs) + 1;
        var factors = new double[days][];
        for (var day = 0; day < days; day++)
        {
            factors[day] = new double[Count];
            Write(known, known.FirstDayMs + (day * DayGrid.DayMs), factors[day]);
        }

        return factors;
    }
}
