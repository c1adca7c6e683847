using Clearinghouse.Cli.Tests.Acceptance;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;
using Clearinghouse.MarketData.Files;
using Xunit;

namespace Clearinghouse.Cli.Tests.MarketData;

/// <summary>Years of real bars, where the folder that holds them stands beside the repository.</summary>
public sealed class RecordedBarsTests
{
    private const long HourMs = 3_600_000;

    [Theory]
    [InlineData("BTCUSDT_spot_30m", 1_800_000, 87_602)]
    [InlineData("ETHUSDT_spot_30m", 1_800_000, 87_602)]
    [InlineData("BNBUSDT_spot_30m", 1_800_000, 87_602)]
    [InlineData("SOLUSDT_spot_30m", 1_800_000, 87_602)]
    [InlineData("XRPUSDT_spot_30m", 1_800_000, 87_602)]
    [InlineData("LUNAUSDT_spot_30m", 1_800_000, 30_180)]
    [InlineData("USTUSDT_spot_15m", 900_000, 13_412)]
    [InlineData("BNBUSDT_spot_1h", HourMs, 43_803)]
    [InlineData("BTCUSDT_spot_1h", HourMs, 52_462)]
    [InlineData("ETHUSDT_spot_1h", HourMs, 52_462)]
    [InlineData("USDCUSDT_spot_1h", HourMs, 19_993)]
    [InlineData("BTCUSDT_perp_5m_2023-2024", 300_000, 143_900)]
    [InlineData("ETHUSDT_perp_5m_2023-2024", 300_000, 143_901)]
    public void Recorded_files_read_clean(string name, long intervalMs, int bars)
    {
        var reading = Read(name);

        Assert.Equal(bars, reading.Series.Bars.Count);
        Assert.Equal(intervalMs, reading.Series.IntervalMs);
        Assert.Equal(name[..name.IndexOf('_', StringComparison.Ordinal)], reading.Series.Symbol);
        Assert.Equal((0, 0, 0), (reading.Quality.LeftOut, reading.Quality.PricesRounded, reading.Quality.ClockJumps));
    }

    [Fact]
    public void The_longest_outage_of_the_hourly_bars_is_that_of_February_2018()
    {
        var longest = Read("BTCUSDT_spot_1h").Quality.LongestGap!.Value;

        Assert.Equal(DateTimeOffset.Parse("2018-02-08T00:00Z", null).ToUnixTimeMilliseconds(), longest.AfterMs);
        Assert.Equal(34 * HourMs, longest.LengthMs);
    }

    [Fact]
    public void The_lowest_price_of_12_March_2020_is_exact()
    {
        var from = DateTimeOffset.Parse("2020-03-12T00:00Z", null).ToUnixTimeMilliseconds();
        var crash = Read("BTCUSDT_spot_1h").Series.Between(from, from + (48 * HourMs));

        Assert.Equal(48, crash.Bars.Count);
        Assert.Equal(Price.Parse("3782.13"), crash.Bars.Min(bar => bar.Low));
    }

    [Fact]
    public void Half_hours_of_one_source_add_up_to_the_hours_of_another()
    {
        var halves = Read("BTCUSDT_spot_30m").Series;
        var complete = halves.Bars.CountBy(bar => bar.OpenTimeMs / HourMs).Where(hour => hour.Value == 2).Select(hour => hour.Key).ToHashSet();
        var moments = BarAlignment.Join([halves.Aggregate(HourMs), Read("BTCUSDT_spot_1h").Series])
            .Where(moment => moment.IsComplete && complete.Contains(moment.OpenTimeMs / HourMs))
            .ToList();

        Assert.True(moments.Count > 28_000, $"Only {moments.Count} hours overlap.");
        Assert.All(moments, moment =>
        {
            // The hourly source keeps ten significant digits of the volume.
            var (ours, theirs) = (moment.Bars[0]!.Value, moment.Bars[1]!.Value);
            Assert.Equal(theirs with { Volume = 0 }, ours with { Volume = 0 });
            Assert.InRange(ours.Volume - theirs.Volume, theirs.Volume * -1e-9m, theirs.Volume * 1e-9m);
        });
    }

    [Fact]
    public void A_file_of_closes_only_is_refused()
    {
        var refusal = Assert.Throws<BarFileException>(() => Read("USDCUSD_depeg_2023-03"));

        Assert.Equal(1, refusal.Line);
    }

    [Fact]
    public void Rows_whose_high_and_low_are_crossed_by_rounding_can_be_left_out()
    {
        Assert.Throws<BarFileException>(() => Read("VIX_1d"));
        Assert.Equal(47, Read("VIX_1d", new() { Defects = DefectPolicy.LeaveOut }).Quality.HighLowCrossed);
    }

    private static BarReading Read(string name, BarFileOptions? options = null)
    {
        var folder = SourceTree.RecordedDataFolder;
        Assert.SkipUnless(folder is not null, "No folder shared/data stands beside the repository.");
        return BarFile.Read(Path.Combine(folder!, name + ".csv.gz"), options);
    }
}
