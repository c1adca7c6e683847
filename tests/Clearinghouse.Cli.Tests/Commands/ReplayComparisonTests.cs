using System.Globalization;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>The same replay with fixed margin and with margin that follows forecasts.</summary>
public sealed class ReplayComparisonTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Fact]
    public async Task Both_ComparesThem_AndDrawsAPage()
    {
        // The crash comes after 45 of 90 days; the last two are replayed, by which time the champion knows the market.
        var page = _bars.Path("page.html");
        var from = DateTimeOffset.FromUnixTimeMilliseconds(BarsOnDisk.StartMs).AddDays(88).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("both.csv", 90 * 48, 1_000), "--from", from, "--accounts", "40", "--parameters", "Both", "--html", page, "--json"]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        var (one, other) = (run.Json.GetProperty("static"), run.Json.GetProperty("adaptive"));
        Assert.Equal("clearinghouse.replay-comparison/1", run.Json.GetProperty("schema").GetString());
        foreach (var report in (System.Text.Json.JsonElement[])[one, other])
        {
            Assert.Equal(("0", "holds"), (report.GetProperty("conservationResidual").GetString(), report.GetProperty("verification").GetString()));
            Assert.True(report.GetProperty("tradesCleared").GetInt64() > 10);
        }

        Assert.Equal(0.1, one.GetProperty("margins")[0].GetProperty("averageInitialMarginRate").GetDouble(), 1e-12);
        Assert.NotEqual(0.1, other.GetProperty("margins")[0].GetProperty("averageInitialMarginRate").GetDouble(), 1e-3);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("following forecasts", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--database keeps one replay", "--parameters", "Both", "--database", "both.db")]
    public async Task WhatDoesNotFit_IsRefused(string expected, params string[] options)
    {
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("refused.csv", 10, 1_000), .. options]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(expected, run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void ABar_IsWalkedFromOpenToClose_ByTheNearerExtreme()
    {
        var bar = new Bar(0, At(100), At(110), At(95), At(105), 1);
        Assert.Equal([At(100), At(95), At(110), At(105)], BarPath.Of(bar, 1_800_000).Select(step => step.Price));
        Assert.Equal([At(100), At(110), At(95), At(96)], BarPath.Of(bar with { Close = At(96) }, 1_800_000).Select(step => step.Price));
        Assert.All(BarPath.Of(bar, 3_600_000), step => Assert.InRange(step.OffsetMs, 0, 1_799_999));
        Assert.All(BarPath.Of(bar, 60_000), step => Assert.InRange(step.OffsetMs, 0, 59_999));
    }

    [Fact]
    public void Breaches_AreOfTheWorstMarkWithinADay_AgainstTheMarginOfItsBeginning()
    {
        // Half-days: on the first day the low is 12 % down, on the second the high 9 % up, and the third ends too soon.
        ReplayPoint[] points =
        [
            Point(0, 100, 100, 100, 0.1), Point(12, 95, 88, 101, 0.5, BreakerLevel.Halted), Point(24, 100, 96, 101, 0.1),
            Point(36, 104, 99, 109, 0.1, BreakerLevel.Guarded), Point(48, 100, 99, 104, 0.1), Point(60, 50, 50, 100, 0.1),
        ];
        var margin = ReplayMarketMargin.Of("m", points);
        Assert.Equal((2, 1, 0), (margin.Days, margin.BreachesLong, margin.BreachesShort));
        Assert.Equal(0.02, margin.WorstExcess, 1e-12);
        Assert.Equal((12.0, 12.0), (margin.BreakerHours[BreakerLevel.Halted], margin.BreakerHours[BreakerLevel.Guarded]));
        Assert.Equal(0.5, margin.LargestInitialMarginRate);

        static ReplayPoint Point(int hour, double price, double low, double high, double rate, BreakerLevel level = BreakerLevel.Normal) =>
            new(Start.AddHours(hour), price, low, high, rate, rate / 2, 0.04, null, level);
    }

    private static Price At(int price) => Price.FromInteger(price);
}
