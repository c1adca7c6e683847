using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.HourMargins;

/// <summary>
/// What margin for an hour is made of, hour by hour and without gaps. An hour here is one bar, which many years are recorded in, so its
/// variance comes from open, high, low and close alone.
/// </summary>
public sealed class HourPrices
{
    private const int HoursPerDay = 24;
    private const int WeekHours = 7 * HoursPerDay;

    /// <summary>An hour without trading measures nothing, and the logarithm of nothing wrecks a regression: it counts as this share of the week's mean.</summary>
    private const double QuietShare = 0.02;

    /// <summary>Where a whole week stood still.</summary>
    private const double VarianceMin = 1e-9;

    private readonly double[] _returns;
    private readonly double[] _lowestReturns;
    private readonly double[] _highestReturns;
    private readonly double[] _variances;

    private HourPrices(string symbol, long firstHourMs, int hours)
    {
        (Symbol, FirstHourMs) = (symbol, firstHourMs);
        (_returns, _lowestReturns, _highestReturns, _variances) = (new double[hours], new double[hours], new double[hours], new double[hours]);
    }

    /// <summary>What was traded.</summary>
    public string Symbol { get; }

    /// <summary>When the first hour begins: Unix milliseconds, UTC, a midnight.</summary>
    public long FirstHourMs { get; }

    /// <summary>How many hours.</summary>
    public int Count => _returns.Length;

    /// <summary>Close against the close before, logarithmic.</summary>
    public IReadOnlyList<double> Returns => _returns;

    /// <summary>The lowest price against the close before, logarithmic: the worst mark of a long position.</summary>
    public IReadOnlyList<double> LowestReturns => _lowestReturns;

    /// <summary>The highest price against the close before, logarithmic: the worst mark of a short position.</summary>
    public IReadOnlyList<double> HighestReturns => _highestReturns;

    /// <summary>Garman-Klass variance and the square of the step from the close before, at least a fiftieth of its mean over 168 hours; positive.</summary>
    public IReadOnlyList<double> Variances => _variances;

    /// <summary>The hours of a series of bars.</summary>
    /// <exception cref="ArgumentException">The bars are longer than an hour, or hold no whole day.</exception>
    public static HourPrices From(BarSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var grid = DayGrid.From(series);
        var perHour = grid.BarsPerDay / HoursPerDay;
        if (grid.BarsPerDay % HoursPerDay != 0)
            throw new ArgumentException($"{series.Symbol} has bars of {series.IntervalMs / 1000} s; margin for an hour needs bars of an hour or of a whole fraction of it, such as 30 minutes.", nameof(series));

        var prices = new HourPrices(grid.Symbol, grid.FirstDayMs, grid.Days * HoursPerDay);
        var (closeBefore, raw) = (grid.CloseBefore(0), new double[prices.Count]);
        for (var hour = 0; hour < prices.Count; hour++)
        {
            var bars = grid.BarsOf(hour / HoursPerDay).Slice(hour % HoursPerDay * perHour, perHour);
            raw[hour] = prices.Measure(hour, bars, closeBefore);
            closeBefore = bars[^1].Close;
        }

        var quiet = new RunningMeans(raw);
        for (var hour = 0; hour < raw.Length; hour++) prices._variances[hour] = Math.Max(VarianceMin, Math.Max(raw[hour], QuietShare * quiet.Over(hour, WeekHours)));
        return prices;
    }

    /// <summary>When an hour begins, UTC.</summary>
    /// <param name="hour">From 0; also hours that are not known yet.</param>
    public DateTime TimeOf(int hour) => DateTimeOffset.FromUnixTimeMilliseconds(FirstHourMs + (hour * HourHistory.HourMs)).UtcDateTime;

    /// <summary>A position that is held for an hour.</summary>
    /// <param name="side">Which way it faces.</param>
    /// <param name="level">The share of hours that its margin should cover, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1.</exception>
    public MarginCase CaseOf(PositionSide side, double level) => side == PositionSide.Long
        ? new(Symbol, MarginHorizon.OneHour, side, level, Array.ConvertAll(_returns, value => -value), Array.ConvertAll(_lowestReturns, value => -value))
        : new(Symbol, MarginHorizon.OneHour, side, level, _returns, _highestReturns);

    /// <summary>Notes what an hour did; gives its variance as it was measured.</summary>
    private double Measure(int hour, ReadOnlySpan<LogBar> bars, double closeBefore)
    {
        var (open, close, high, low) = (bars[0].Open, bars[^1].Close, double.NegativeInfinity, double.PositiveInfinity);
        foreach (var bar in bars) (high, low) = (Math.Max(high, bar.High), Math.Min(low, bar.Low));
        (_returns[hour], _lowestReturns[hour], _highestReturns[hour]) = (close - closeBefore, low - closeBefore, high - closeBefore);
        return Math.Max(0, RangeMeasures.GarmanKlass(open, high, low, close)) + ((open - closeBefore) * (open - closeBefore));
    }
}
