using System.Text.Json.Nodes;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>The replay end to end, on a node inside this process, against made-up bars.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Theory]
    [InlineData("Cross")]
    [InlineData("Portfolio")]
    public async Task Accounts_BelowMaintenanceAtTheEnd_AreThoseUnderACall(string margin)
    {
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("calls.csv", 200, 1_000), "--accounts", "150", "--margin", margin, "--defaults", "Off", "--json"]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal("0", run.Json.GetProperty("conservationResidual").GetString());
        Assert.True(run.Json.GetProperty("tradesCleared").GetInt64() > 100);
        Assert.Equal(run.Json.GetProperty("accountsBelowMaintenance").GetInt32(), run.Json.GetProperty("accountsInMarginCall").GetInt32());
    }

    [Fact]
    public async Task Portfolio_LearnsFromTheDaysBefore_AndEveryDayIsClosed()
    {
        // Half-hourly bars of 70 days, of which the last three are replayed.
        var bars = _bars.Write("past.csv", 70 * 48, 1_000);
        var from = DateTimeOffset.FromUnixTimeMilliseconds(BarsOnDisk.StartMs).AddDays(67).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + bars, "--from", from, "--accounts", "60", "--margin", "Portfolio", "--defaults", "Off", "--json"]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.StartsWith("scenarios-", run.Json.GetProperty("scenarioVersion").GetString(), StringComparison.Ordinal);
        Assert.InRange(run.Json.GetProperty("pastDays").GetInt32(), 30, 67);
        var days = run.Json.GetProperty("days").EnumerateArray().ToList();
        Assert.InRange(days.Count, 3, 4);
        Assert.All(days, day => Assert.Equal(day.GetProperty("accountsBelowMaintenance").GetInt32(), day.GetProperty("accountsInMarginCall").GetInt32()));
        Assert.Equal(run.Json.GetProperty("marginHeld").GetString(), days[^1].GetProperty("marginHeld").GetString());
        Assert.Contains(days, day => day.GetProperty("realisedLosses").GetString() != "0");
    }

    [Fact]
    public async Task Margin_Isolated_IsRefused_BecauseTradersHoldSeveralContracts()
    {
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("isolated.csv", 10, 1_000), "--margin", "Isolated"]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("one contract", run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ClearsConservesAndVerifies()
    {
        var database = _bars.Path("replay.db");
        var run = await Replay("--database", database);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        var report = run.Json;
        Assert.True(report.GetProperty("tradesCleared").GetInt64() > 100);
        Assert.Equal("0", report.GetProperty("conservationResidual").GetString());
        Assert.Equal("holds", report.GetProperty("verification").GetString());
        Assert.Equal(
            report.GetProperty("tradesSubmitted").GetInt64(),
            report.GetProperty("tradesCleared").GetInt64()
                + report.GetProperty("tradesRefused").EnumerateObject().Where(reason => !reason.Name.StartsWith("withdrawal", StringComparison.Ordinal)).Sum(reason => reason.Value.GetInt64()));

        var verified = await CliRun.Of(["verify", "--database", database, "--json"], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Done, verified.ExitCode);
        Assert.Equal("0", verified.Json.GetProperty("conservationResidual").GetString());
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("Static")]
    public async Task Replay_OfTheSameSeed_GivesTheSameReport(string parameters)
    {
        // The bars crash in the middle, so that breakers, and what they hear of the pool, are part of it.
        Assert.Equal(WithoutTiming(await Replay("--parameters", parameters)), WithoutTiming(await Replay("--parameters", parameters)));
    }

    [Fact]
    public async Task Replay_OfAnotherSeed_GivesAnotherReport()
    {
        Assert.NotEqual(WithoutTiming(await Replay()), WithoutTiming(await Replay("--seed", "2")));
    }

    [Fact]
    public async Task Replay_Interrupted_Exits130_AndLeavesADatabaseThatVerifies()
    {
        using var interrupt = new CancellationTokenSource();
        var database = _bars.Path("interrupted.db");
        var replay = CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("long.csv", 3_000, 1_000), "--accounts", "40", "--database", database], interrupt.Token);

        // As soon as something is durable; the replay has far more to do.
        while (!File.Exists(database) || new FileInfo(database).Length == 0 || !await HasTrades(database)) await Task.Yield();
        await interrupt.CancelAsync();
        Assert.Equal(ExitCodes.Interrupted, (await replay).ExitCode);
        Assert.Equal(ExitCodes.Done, (await CliRun.Of(["verify", "--database", database], TestContext.Current.CancellationToken)).ExitCode);
    }

    private static async Task<bool> HasTrades(string database) =>
        (await CliRun.Of(["inspect", "journal", "market/MADEUP", "--most", "50", "--database", database])).Data.Contains("tradeCleared", StringComparison.Ordinal);

    private Task<CliRun> Replay(params string[] more) => CliRun.Of(
    [
        "replay", "--bars", "MADEUP=" + _bars.Write("a.csv", 96, 1_000), "--bars", "OTHER=" + _bars.Write("b.csv", 96, 37.5), "--accounts", "40", "--json", .. more,
    ]);

    private static string WithoutTiming(CliRun run)
    {
        var report = JsonNode.Parse(run.Data)!.AsObject();
        Assert.True(report.Remove("timing"));
        return report.ToJsonString();
    }
}
