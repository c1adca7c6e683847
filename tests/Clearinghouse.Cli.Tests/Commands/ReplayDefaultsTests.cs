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

    [Theory]
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

    private async Task<JsonObject> Replay(string parameters, string lastResort)
    {
        var run = await CliRun.Of([.. DefaultedDatabase.Arguments(_bars), "--parameters", parameters, "--last-resort", lastResort]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        var report = JsonNode.Parse(run.Data)!.AsObject();
        Assert.True(report.Remove("timing"));
        return report;
    }
}
