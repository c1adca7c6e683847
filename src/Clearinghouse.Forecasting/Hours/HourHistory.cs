using Clearinghouse.Forecasting.Bars;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>
/// What each hour of a market measured, in columns, without gaps. Variances are per hour, not annualised; all is known at the end of
/// the hour.
/// </summary>
public sealed class HourHistory
{
    /// <summary>The length of an hour, in milliseconds.</summary>
    public const long HourMs = 3_600_000;

    private const int HoursPerDay = 24;
    private const int BarsPerHourMin = 4;

    private HourHistory(string symbol, long firstHourMs, HourMeasures[] hours)
    {
        Symbol = symbol;
        FirstHourMs = firstHourMs;
        Hours = hours;
    }

    /// <summary>What was traded.</summary>
    public string Symbol { get; }

    /// <summary>When the first hour begins: Unix milliseconds, UTC, a midnight.</summary>
    public long FirstHourMs { get; }

    /// <summary>The hours, in order of time.</summary>
    public IReadOnlyList<HourMeasures> Hours { get; }

    /// <summary>The hours of a series of bars.</summary>
    /// <exception cref="ArgumentException">The bars are longer than a quarter of an hour, or hold no whole day.</exception>
    public static HourHistory From(BarSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var grid = DayGrid.From(series);
        var perHour = grid.BarsPerDay / HoursPerDay;
        if (perHour < BarsPerHourMin || grid.BarsPerDay % HoursPerDay != 0)
            throw new ArgumentException($"{series.Symbol} has bars of {series.IntervalMs / 1000} s; the volatility of an hour needs bars of 15 minutes or a whole fraction of it, such as 5 minutes.", nameof(series));

        var hours = new HourMeasures[grid.Days * HoursPerDay];
        var closeBefore = grid.CloseBefore(0);
        for (var hour = 0; hour < hours.Length; hour++)
        {
            var bars = grid.BarsOf(hour / HoursPerDay).Slice(hour % HoursPerDay * perHour, perHour);
            hours[hour] = HourMeasures.From(bars, closeBefore);
            closeBefore = bars[^1].Close;
        }

        return new(grid.Symbol, grid.FirstDayMs, hours);
    }

    /// <summary>When an hour begins, UTC.</summary>
    /// <param name="hour">From 0; also hours that are not known yet.</param>
    public DateTime TimeOf(int hour) => DateTimeOffset.FromUnixTimeMilliseconds(FirstHourMs + (hour * HourMs)).UtcDateTime;

    /// <summary>The mean of a measure over the last hours up to one; a window reaching before the first hour takes the hours there are.</summary>
    /// <param name="measure">What is averaged.</param>
    /// <param name="hour">The last hour of the window.</param>
    /// <param name="window">How many hours, one or more.</param>
    public double Mean(Func<HourMeasures, double> measure, int hour, int window)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var first = Math.Max(0, hour + 1 - window);
        var sum = 0.0;
        for (var i = first; i <= hour; i++) sum += measure(Hours[i]);
        return sum / (hour + 1 - first);
    }
}
