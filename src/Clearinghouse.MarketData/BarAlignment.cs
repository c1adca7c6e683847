namespace Clearinghouse.MarketData;

/// <summary>Goes through several series together, in order of time.</summary>
public static class BarAlignment
{
    /// <summary>
    /// Every moment of [<paramref name="fromMs"/>, <paramref name="toMs"/>) at which some series has a bar, ascending. Series of
    /// different intervals are refused: joined by their beginnings, the longer bar would tell its close before that was known.
    /// </summary>
    /// <param name="series">The series, at least one, all of the same interval.</param>
    /// <param name="fromMs">The first open time, Unix milliseconds; from the beginning when null.</param>
    /// <param name="toMs">The open time to stop before, Unix milliseconds; to the end when null.</param>
    /// <exception cref="ArgumentException">No series, or series of different intervals.</exception>
    public static IEnumerable<BarMoment> Join(IReadOnlyList<BarSeries> series, long? fromMs = null, long? toMs = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0) throw new ArgumentException("There is nothing to join.", nameof(series));
        var odd = series.FirstOrDefault(other => other.IntervalMs != series[0].IntervalMs);
        if (odd is not null)
        {
            throw new ArgumentException(
                $"{series[0].Symbol} has bars of {series[0].IntervalMs} ms and {odd.Symbol} of {odd.IntervalMs} ms; "
                + "aggregate the shorter first.",
                nameof(series));
        }

        return Moments(series, fromMs ?? long.MinValue, toMs ?? long.MaxValue);
    }

    private static IEnumerable<BarMoment> Moments(IReadOnlyList<BarSeries> series, long fromMs, long toMs)
    {
        var next = series.Select(one => one.IndexAt(fromMs)).ToArray();
        while (true)
        {
            var earliestMs = toMs;
            for (var i = 0; i < next.Length; i++)
                if (next[i] < series[i].Bars.Count) earliestMs = Math.Min(earliestMs, series[i].Bars[next[i]].OpenTimeMs);
            if (earliestMs >= toMs) yield break;

            var bars = new Bar?[next.Length];
            for (var i = 0; i < next.Length; i++)
                if (next[i] < series[i].Bars.Count && series[i].Bars[next[i]].OpenTimeMs == earliestMs) bars[i] = series[i].Bars[next[i]++];
            yield return new(earliestMs, bars);
        }
    }
}
