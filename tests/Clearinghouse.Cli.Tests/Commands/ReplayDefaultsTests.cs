using System.Text.Json.Nodes;
using Clearinghouse.Cli.Replay;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Replays that deal with defaults: their options, and that chance has no part in them.</summary>
public sealed class ReplayDefaultsTests : IDisposable
{
    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Theory]
    [InlineData("Plain", "Deleveraging")]
    [InlineData("Static", "GainsHaircut")]
    public async Task TheSameSeed_GivesTheSameDefaults(string parameters, string lastResort)
    {
        var (one, other) = (await Replay(parameters, lastResort), await Replay(parameters, lastResort));
        Assert.Equal(one.ToJsonString(), other.ToJsonString());
        Assert.True(one["defaults"]!["total"]!["liquidations"]!.GetValue<int>() > 0);
    }

    [Fact]
    public async Task Off_CallsAccounts_AndDoesNothingMore()
    {
        var run = await CliRun.Of([.. DefaultedDatabase.Arguments(_bars), "--defaults", "Off"]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.False(run.Json.TryGetProperty("defaults", out _));
        Assert.True(run.Json.GetProperty("marginCalls").GetInt64() > 0);
        Assert.Equal(run.Json.GetProperty("accountsBelowMaintenance").GetInt32(), run.Json.GetProperty("accountsInMarginCall").GetInt32());
    }

    [Fact]
    public async Task Auctions_SellToLiquidators_WhatElseBackstopsAndTheBookTake()
    {
        var (with, without) = (await Replay("Static", "Deleveraging", "--auctions", "On"), await Replay("Static", "Deleveraging"));
        var (sold, none) = (with["defaults"]!["total"]!, without["defaults"]!["total"]!);
        Assert.True(sold["auctions"]!["held"]!.GetValue<int>() > 0);
        Assert.True(sold["auctions"]!["bids"]!.GetValue<int>() > 0);
        Assert.InRange(sold["auctions"]!["averageConcession"]!.GetValue<double>(), 0.0001, 0.05);
        Assert.Equal(sold["auctions"]!["sold"]!.GetValue<string>(), sold["closed"]!["Bidder"]!.GetValue<string>());
        Assert.True(sold["unwinding"]!["held"]!.GetValue<int>() >= 0);
        Assert.Equal(0, none["auctions"]!["held"]!.GetValue<int>());
        Assert.Equal(0, none["unwinding"]!["held"]!.GetValue<int>());
        Assert.False(none["closed"]!.AsObject().ContainsKey("Bidder"));
        Assert.Equal(4, with["defaults"]!["takers"]!.AsArray().Count(taker => taker!["kind"]!.GetValue<string>() == "Bidder"));
        foreach (var report in (JsonObject[])[with, without])
            Assert.Equal(("0", "holds"), (report["conservationResidual"]!.GetValue<string>(), report["verification"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("--auctions", "Maybe", "Maybe")]
    [InlineData("--max-haircut", "0", "--max-haircut must be above 0 and at most 1")]
    [InlineData("--liquidators", "-1", "--liquidators must be from 0 to 10")]
    [InlineData("--fund", "2", "--fund must be from 0 to 1")]
    [InlineData("--backstop", "-1", "--backstop must be from 0 to 10")]
    [InlineData("--depth", "0", "--depth must be above 0")]
    [InlineData("--leverage", "0.5", "--leverage must be from 1 to 100")]
    [InlineData("--leverage", "NaN", "--leverage must be from 1 to 100")]
    [InlineData("--over-levered", "1.5", "--over-levered must be from 0 to 1")]
    [InlineData("--defaults", "Maybe", "Maybe")]
    [InlineData("--last-resort", "Luck", "Luck")]
    public async Task WhatIsOutOfRange_IsNamed(string option, string value, string expected)
    {
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("refused.csv", 10, 1_000), option, value]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(expected, run.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_IsWholeInCalm_ShrinksInAStorm_AndComesBack()
    {
        var (depth, price, changes) = (new ReplayDepth(1_800_000), 100.0, 0);
        void Move(double size, int bars)
        {
            for (var i = 0; i < bars; i++)
            {
                price *= i % 2 == 0 ? 1 + size : 1 / (1 + size);
                if (depth.See(price)) changes++;
            }
        }

        Move(0.001, 300);
        Assert.Equal((1.0, 0), (depth.Left, changes));
        Move(0.05, 12);
        Assert.InRange(depth.Left, 0.05, 0.1);
        Move(0.001, 200);
        Assert.InRange(depth.Left, 0.9, 1);
    }

    private async Task<JsonObject> Replay(string parameters, string lastResort, params string[] more)
    {
        var run = await CliRun.Of([.. DefaultedDatabase.Arguments(_bars), "--parameters", parameters, "--last-resort", lastResort, .. more]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        var report = JsonNode.Parse(run.Data)!.AsObject();
        Assert.True(report.Remove("timing"));
        return report;
    }
}
