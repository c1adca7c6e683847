using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Bars;

/// <summary>Whole days, and what stands in for missing bars.</summary>
public sealed class DayGridTests
{
    private const long HourMs = 3_600_000;

    [Fact]
    public void Only_whole_days_count()
    {
        var grid = DayGrid.From(Hourly(from: -5, to: (2 * 24) + 3));

        Assert.Equal((RandomBars.FirstDayMs, 2, 24), (grid.FirstDayMs, grid.Days, grid.BarsPerDay));
        Assert.Equal(Math.Log(CloseAt(-1)), grid.CloseBefore(0), 1e-12);
        Assert.Equal(Math.Log(CloseAt(23)), grid.CloseBefore(1), 1e-12);
    }

    [Fact]
    public void A_missing_bar_stands_flat_at_the_close_before()
    {
        var grid = DayGrid.From(Without(Hourly(0, 24), hour => hour is 4 or 5));

        Assert.Equal(LogBar.Flat(grid.BarsOf(0)[3].Close), grid.BarsOf(0)[5]);
        Assert.False(grid.BarsOf(0)[6].IsFilled);
        Assert.Equal(2 * HourMs, DayMeasures.From(0, grid.BarsOf(0), grid.CloseBefore(0)).MissingMs);
    }

    [Fact]
    public void Returns_take_in_the_step_from_the_day_before()
    {
        var history = DayHistory.From(Hourly(-1, 24));

        var expected = Enumerable.Range(0, 24).Sum(hour => Math.Pow(Math.Log(CloseAt(hour) / CloseAt(hour - 1)), 2));
        Assert.Equal(expected, history[0].RealisedVariance, 1e-12);
        Assert.Equal(Math.Log(CloseAt(23) / CloseAt(-1)), history[0].Return, 1e-12);
    }

    [Fact]
    public void The_last_six_hours_are_the_last_quarter()
    {
        var history = DayHistory.From(Hourly(0, 24));

        var expected = Enumerable.Range(18, 6).Sum(hour => Math.Pow(Math.Log(CloseAt(hour) / CloseAt(hour - 1)), 2));
        Assert.Equal(expected, history[0].VarianceLast6Hours, 1e-12);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(24)]
    public void Bars_that_do_not_divide_six_hours_are_refused(int hours) =>
        Assert.Throws<ArgumentException>(() => DayGrid.From(new BarSeries("X", hours * HourMs, Hourly(0, 24).Bars.Take(1))));

    [Fact]
    public void A_series_without_a_whole_day_is_refused() => Assert.Throws<ArgumentException>(() => DayGrid.From(Hourly(1, 24)));

    private static double CloseAt(int hour) => 100 + (hour % 7) + (0.1 * hour);

    private static BarSeries Hourly(int from, int to) => new("X", HourMs, Enumerable.Range(from, to - from).Select(hour =>
    {
        var (open, close) = (CloseAt(hour - 1), CloseAt(hour));
        return new Bar(
            RandomBars.FirstDayMs + (hour * HourMs),
            RandomBars.At(open),
            RandomBars.At(Math.Max(open, close)),
            RandomBars.At(Math.Min(open, close)),
            RandomBars.At(close),
            1);
    }));

    private static BarSeries Without(BarSeries series, Func<long, bool> hour) =>
        new(series.Symbol, series.IntervalMs, series.Bars.Where(bar => !hour((bar.OpenTimeMs - RandomBars.FirstDayMs) / HourMs)));
}
