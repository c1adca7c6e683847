using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Bars;

/// <summary>
/// The bars of one market on a regular grid of whole days, 00:00 to 24:00 UTC. Missing bars stand flat at the close before; what
/// comes before the first midnight and after the last is left out.
/// </summary>
public sealed class DayGrid
{
    /// <summary>The length of a day, in milliseconds.</summary>
    public const long DayMs = 86_400_000;

    private const long QuarterDayMs = DayMs / 4;

    private readonly LogBar[] _bars;
    private readonly double _closeBefore;

    private DayGrid(string symbol, long firstDayMs, int barsPerDay, LogBar[] bars, double closeBefore)
    {
        Symbol = symbol;
        FirstDayMs = firstDayMs;
        BarsPerDay = barsPerDay;
        _bars = bars;
        _closeBefore = closeBefore;
    }

    /// <summary>What was traded.</summary>
    public string Symbol { get; }

    /// <summary>When the first day begins: Unix milliseconds, UTC, a midnight.</summary>
    public long FirstDayMs { get; }

    /// <summary>How many bars a day has, four or more.</summary>
    public int BarsPerDay { get; }

    /// <summary>How many whole days there are, one or more.</summary>
    public int Days => _bars.Length / BarsPerDay;

    /// <summary>Puts a series on the grid.</summary>
    /// <exception cref="ArgumentException">The interval does not divide six hours, or the series holds no whole day.</exception>
    public static DayGrid From(BarSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var stepMs = series.IntervalMs;
        if (stepMs > QuarterDayMs || QuarterDayMs % stepMs != 0)
        {
            throw new ArgumentException(
                $"{series.Symbol} has bars of {stepMs / 1000} s; volatility needs bars of 6 hours or of a whole fraction of it, such as 5 minutes or 1 hour.", nameof(series));
        }

        var (firstDayMs, days) = WholeDays(series);
        if (days <= 0) throw new ArgumentException($"{series.Symbol} holds no whole day from 00:00 to 24:00 UTC; give a longer file.", nameof(series));
        var barsPerDay = (int)(DayMs / stepMs);
        var first = series.IndexAt(firstDayMs);
        var closeBefore = first > 0 ? LogBar.From(series.Bars[first - 1]).Close : LogBar.From(series.Bars[first]).Open;
        return new(series.Symbol, firstDayMs, barsPerDay, Fill(series, firstDayMs, days * barsPerDay, closeBefore), closeBefore);
    }

    /// <summary>The bars of a day, counted from 0, in order of time.</summary>
    public ReadOnlySpan<LogBar> BarsOf(int day) => _bars.AsSpan(day * BarsPerDay, BarsPerDay);

    /// <summary>The logarithm of the last close before a day; before the first bar of all, the first open.</summary>
    public double CloseBefore(int day) => day == 0 ? _closeBefore : _bars[(day * BarsPerDay) - 1].Close;

    private static (long FirstDayMs, int Days) WholeDays(BarSeries series)
    {
        if (series.Bars.Count == 0) return (0, 0);
        var firstDayMs = (series.Bars[0].OpenTimeMs + DayMs - 1) / DayMs * DayMs;
        var endMs = (series.Bars[^1].OpenTimeMs + series.IntervalMs) / DayMs * DayMs;
        return (firstDayMs, (int)((endMs - firstDayMs) / DayMs));
    }

    private static LogBar[] Fill(BarSeries series, long firstDayMs, int count, double closeBefore)
    {
        var filled = new LogBar[count];
        var close = closeBefore;
        for (int i = 0, next = series.IndexAt(firstDayMs); i < count; i++)
        {
            var (fromMs, toMs) = (firstDayMs + (i * series.IntervalMs), firstDayMs + ((i + 1) * series.IntervalMs));
            filled[i] = LogBar.Flat(close);

            // A bar that opens off the grid, after a clock was set, counts in the interval it opens in; of several the last.
            for (; next < series.Bars.Count && series.Bars[next].OpenTimeMs < toMs; next++)
                if (series.Bars[next].OpenTimeMs >= fromMs) filled[i] = LogBar.From(series.Bars[next]);
            close = filled[i].Close;
        }

        return filled;
    }
}
