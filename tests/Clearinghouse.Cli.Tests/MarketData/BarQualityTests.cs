using Clearinghouse.MarketData.Files;
using Clearinghouse.MarketData.Quality;
using Xunit;

namespace Clearinghouse.Cli.Tests.MarketData;

public sealed class BarQualityTests : IDisposable
{
    private readonly BarFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_perfect_file_has_nothing_to_report()
    {
        var quality = Read([1, 2, 3]);

        Assert.Equal(
            new BarQuality
            {
                Bars = 3,
                IntervalMs = 1000,
                Gaps = 0,
                BarsMissing = 0,
                FirstGap = null,
                LongestGap = null,
                ClockJumps = 0,
                Stale = 0,
                PricesRounded = 0,
                PricesNotPositive = 0,
                HighLowCrossed = 0,
                VolumesNegative = 0,
                Duplicates = 0,
                TimesDescending = 0,
            },
            quality);
    }

    [Fact]
    public void Gaps_are_counted_with_the_first_and_the_longest()
    {
        var quality = Read([1, 2, 4, 5, 9, 10, 12, 16]);

        Assert.Equal(1000, quality.IntervalMs);
        Assert.Equal(4, quality.Gaps);
        Assert.Equal(8, quality.BarsMissing);
        Assert.Equal(new BarGap(2000, 4000, 4), quality.FirstGap);
        Assert.Equal(new BarGap(5000, 9000, 6), quality.LongestGap);
        Assert.Equal(4000, quality.LongestGap!.Value.LengthMs);
        Assert.Equal(0, quality.ClockJumps);
    }

    [Fact]
    public void The_interval_is_the_commonest_step_and_the_shortest_of_several()
    {
        Assert.Equal(2000, Read([1, 2, 4, 6]).IntervalMs);
        Assert.Equal(1000, Read([1, 3, 4]).IntervalMs);
    }

    [Fact]
    public void Steps_off_the_grid_are_clock_jumps()
    {
        var path = _folder.Write(
            "x.csv", BarFolder.PlainHeader, "1000,1,1,1,1,1", "2000,1,1,1,1,1", "3000,1,1,1,1,1", "3500,1,1,1,1,1", "6000,1,1,1,1,1");

        var quality = BarFile.Read(path).Quality;

        Assert.Equal(2, quality.ClockJumps);
        Assert.Equal(1, quality.Gaps);
        Assert.Equal(1, quality.BarsMissing);
    }

    [Fact]
    public void Bars_that_repeat_the_close_without_volume_are_stale()
    {
        var path = _folder.Write(
            "x.csv",
            BarFolder.PlainHeader,
            "1000,5,5,5,5,0",
            "2000,5,5,5,5,0",
            "3000,5,5,5,5,1",
            "4000,6,6,6,6,0",
            "5000,6,6,6,6,0");

        Assert.Equal(2, BarFile.Read(path).Quality.Stale);
    }

    [Fact]
    public void Defective_bars_can_be_left_out_and_counted()
    {
        var path = _folder.Write(
            "x.csv",
            BarFolder.PlainHeader,
            "1000,5,5,5,5,1",
            "2000,5,4,6,5,1",
            "2000,5,5,5,0,1",
            "2000,5,5,5,5,-1",
            "2000,5,5,5,5,1",
            "2000,5,5,5,5,1",
            "1500,5,5,5,5,1",
            "3000,5,5,5,5,1");

        var reading = BarFile.Read(path, new() { Defects = DefectPolicy.LeaveOut });

        Assert.Equal([1000, 2000, 3000], reading.Series.Bars.Select(bar => bar.OpenTimeMs));
        var quality = reading.Quality;
        Assert.Equal(
            (1, 1, 1, 1, 1, 5L),
            (quality.HighLowCrossed, quality.PricesNotPositive, quality.VolumesNegative, quality.Duplicates, quality.TimesDescending, quality.LeftOut));
    }

    [Fact]
    public void Gaps_are_refused_on_request_with_their_line()
    {
        var path = Write([1, 2, 4]);

        var refusal = Assert.Throws<BarFileException>(() => BarFile.Read(path, new() { Gaps = GapPolicy.Refuse }));

        Assert.Equal(4, refusal.Line);
        Assert.Contains("1970-01-01 00:00:04Z follows that of 1970-01-01 00:00:02Z", refusal.Problem, StringComparison.Ordinal);
        Assert.Equal(3, BarFile.Read(Write([1, 2, 3]), new() { Gaps = GapPolicy.Refuse }).Series.Bars.Count);
    }

    private BarQuality Read(int[] seconds) => BarFile.Read(Write(seconds)).Quality;

    private string Write(int[] seconds) =>
        _folder.Write("x.csv", [BarFolder.PlainHeader, .. seconds.Select(second => $"{second}000,5,6,4,5,1")]);
}
