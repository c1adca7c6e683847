using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;
using Xunit;

namespace Clearinghouse.Cli.Tests.MarketData;

public sealed class BarSeriesTests
{
    [Theory]
    [InlineData(2, 5, new long[] { 2, 4 })]
    [InlineData(0, 100, new long[] { 1, 2, 4, 7 })]
    [InlineData(7, 8, new long[] { 7 })]
    [InlineData(5, 7, new long[0])]
    [InlineData(7, 2, new long[0])]
    public void Between_takes_the_beginning_and_not_the_end(long fromMs, long toMs, long[] expected) =>
        Assert.Equal(expected, Series("X", 1, 1, 2, 4, 7).Between(fromMs, toMs).Bars.Select(bar => bar.OpenTimeMs));

    [Fact]
    public void Aggregate_takes_first_highest_lowest_last_and_sum()
    {
        var series = new BarSeries(
            "X", 10, [Bar(-10, 9, 9, 9, 9, 1), Bar(0, 5, 6, 4, 5, 1), Bar(10, 5, 9, 5, 8, 2.5m), Bar(20, 8, 8, 2, 3, 1), Bar(50, 3, 3, 3, 3, 1)]);

        var longer = series.Aggregate(30);

        Assert.Equal([Bar(-30, 9, 9, 9, 9, 1), Bar(0, 5, 9, 2, 3, 4.5m), Bar(30, 3, 3, 3, 3, 1)], longer.Bars);
        Assert.Equal(30, longer.IntervalMs);
        Assert.Throws<ArgumentException>(() => series.Aggregate(25));
        Assert.Throws<ArgumentException>(() => series.Aggregate(5));
    }

    [Fact]
    public void A_series_refuses_bars_that_do_not_ascend()
    {
        Assert.Throws<ArgumentException>(() => Series("X", 1, 1, 1));
        Assert.Throws<ArgumentException>(() => Series("X", 1, 2, 1));
    }

    [Fact]
    public void Join_goes_through_all_series_in_order_of_time()
    {
        var moments = BarAlignment.Join([Series("A", 1, 1, 2, 5), Series("B", 1, 2, 3, 5), Series("C", 1)]).ToList();

        Assert.Equal([1, 2, 3, 5], moments.Select(moment => moment.OpenTimeMs));
        Assert.Equal([true, false, false], moments[0].Bars.Select(bar => bar is not null));
        Assert.Equal([true, true, false], moments[1].Bars.Select(bar => bar is not null));
        Assert.Equal([false, true, false], moments[2].Bars.Select(bar => bar is not null));
        Assert.All(moments, moment => Assert.All(moment.Bars, bar => Assert.Equal(moment.OpenTimeMs, bar?.OpenTimeMs ?? moment.OpenTimeMs)));
        Assert.All(moments, moment => Assert.False(moment.IsComplete));
    }

    [Fact]
    public void Join_keeps_to_the_range_with_its_beginning_and_without_its_end()
    {
        var moments = BarAlignment.Join([Series("A", 1, 1, 2, 5), Series("B", 1, 2, 3, 5)], fromMs: 2, toMs: 5).ToList();

        Assert.Equal([2, 3], moments.Select(moment => moment.OpenTimeMs));
        Assert.Equal([true, false], moments.Select(moment => moment.IsComplete));
    }

    [Fact]
    public void Join_refuses_series_of_different_intervals()
    {
        var refusal = Assert.Throws<ArgumentException>(() => BarAlignment.Join([Series("A", 1, 1), Series("B", 2, 1)]));

        Assert.Contains("A has bars of 1 ms and B of 2 ms", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BarAlignment.Join([]));
    }

    private static BarSeries Series(string symbol, long intervalMs, params long[] openTimesMs) =>
        new(symbol, intervalMs, openTimesMs.Select(openTimeMs => Bar(openTimeMs, 1, 1, 1, 1, 1)));

    private static Bar Bar(long openTimeMs, long open, long high, long low, long close, decimal volume) =>
        new(openTimeMs, Price.FromInteger(open), Price.FromInteger(high), Price.FromInteger(low), Price.FromInteger(close), volume);
}
