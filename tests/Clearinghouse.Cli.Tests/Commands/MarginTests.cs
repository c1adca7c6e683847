using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Margin explained and simulated from a database.</summary>
public sealed class MarginTests(ReplayedDatabase database) : IClassFixture<ReplayedDatabase>
{
    private readonly string _file = database.Tampered();

    [Theory]
    [InlineData("Cross", "cross")]
    [InlineData("Portfolio", "portfolio")]
    public async Task Explain_AddsUp(string mode, string policy)
    {
        foreach (var account in Enumerable.Range(1, 8).Select(number => $"trader-{number:000000}"))
        {
            var run = await CliRun.Of(["margin", "explain", account, "--mode", mode, "--database", _file, "--json"]);
            Assert.Equal(ExitCodes.Done, run.ExitCode);
            var statement = run.Json.GetProperty("statement");
            Assert.Equal(policy, statement.GetProperty("policy").GetString());
            Assert.Equal(Number(statement, "initialMargin"), statement.GetProperty("components").EnumerateArray().Sum(component => Number(component, "initial")));
            Assert.Equal(
                Number(statement, "equity"),
                Number(statement, "cash") + statement.GetProperty("lines").EnumerateArray().Sum(line => Number(line, "unrealised") - Number(line, "fundingOwed")));
        }
    }

    [Fact]
    public async Task Explain_ForPeople_SaysWhyAndHowFar()
    {
        var run = await CliRun.Of(["margin", "explain", await TraderWithAPosition(), "--mode", "Portfolio", "--database", _file]);
        foreach (var part in (string[])["maintenance margin", "scenario that hurts most", "ScanRisk", "daily sigmas", "leverage"]) Assert.Contains(part, run.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maintenance")]
    [InlineData("Initial")]
    public async Task Liquidation_LeadsWhereItSays(string target)
    {
        var planned = 0;
        foreach (var account in Enumerable.Range(1, 60).Select(number => $"trader-{number:000000}"))
        {
            var run = await CliRun.Of(["margin", "liquidation", account, "--target", target, "--database", _file, "--json"]);
            Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
            var plan = run.Json.GetProperty("plan");
            var (required, equity, outcome) = (Number(plan, "requiredBefore"), Number(plan, "equityBefore"), plan.GetProperty("outcome").GetString());
            Assert.Equal(equity >= required, outcome == "NotNeeded");
            if (outcome == "Restored") Assert.True(Number(plan, "equityAfter") >= Number(plan, "requiredAfter"));
            Assert.Equal(equity - Number(plan, "equityAfter"), Number(run.Json, "expectedCost"));
            planned += plan.GetProperty("steps").GetArrayLength();
        }

        // The bars crash, so somebody is below initial margin.
        if (target == "Initial") Assert.True(planned > 0);
    }

    [Fact]
    public async Task Liquidation_ForPeople_SaysWhatAndWhy()
    {
        foreach (var account in Enumerable.Range(1, 60).Select(number => $"trader-{number:000000}"))
        {
            var run = await CliRun.Of(["margin", "liquidation", account, "--target", "Initial", "--database", _file]);
            Assert.Contains("to restore", run.Data, StringComparison.Ordinal);
            if (!run.Data.Contains("step 1", StringComparison.Ordinal)) continue;
            foreach (var part in (string[])["expected cost", "penalty", "MADEUP-PERP"]) Assert.Contains(part, run.Data, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("nobody has to close anything");
    }

    [Fact]
    public async Task Simulate_SmallTrade_IsGranted_AndAHugeOneRefusedWithItsNumbers()
    {
        var trader = await TraderWithAPosition();
        var huge = await CliRun.Of(["margin", "simulate", trader, "--trade", "MADEUP:MADEUP-PERP:9000000", "--database", _file, "--json"]);
        Assert.Equal(ExitCodes.Refused, huge.ExitCode);
        Assert.Equal("InitialMarginShort", huge.Json.GetProperty("refusal").GetProperty("code").GetString());
        Assert.True(Number(huge.Json.GetProperty("after"), "initialMargin") > Number(huge.Json.GetProperty("before"), "initialMargin"));
    }

    [Theory]
    [InlineData("nobody", "MADEUP:MADEUP-PERP:1", ExitCodes.NotFound, "no account 'nobody'")]
    [InlineData("trader-000001", "MADEUP:NOTHING:1", ExitCodes.NotFound, "no contract 'NOTHING'")]
    [InlineData("trader-000001", "OTHER:MADEUP-PERP:1", ExitCodes.NotFound, "no contract 'MADEUP-PERP'")]
    [InlineData("trader-000001", "MADEUP:MADEUP-PERP", ExitCodes.BadInput, "MARKET:CONTRACT:QUANTITY")]
    [InlineData("trader-000001", "MADEUP:MADEUP-PERP:0", ExitCodes.BadInput, "is no trade")]
    [InlineData("trader-000001", "MADEUP:MADEUP-PERP:1@-5", ExitCodes.BadInput, "is no trade")]
    [InlineData("trader-000001", "MADEUP:MADEUP-PERP:1@1@2", ExitCodes.BadInput, "is no trade")]
    public async Task Simulate_BadInput_GetsOneLine(string account, string trade, int code, string line)
    {
        var run = await CliRun.Of(["margin", "simulate", account, "--trade", trade, "--database", _file]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(line, run.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Line);
    }

    private async Task<string> TraderWithAPosition()
    {
        foreach (var account in Enumerable.Range(1, 60).Select(number => $"trader-{number:000000}"))
        {
            var run = await CliRun.Of(["margin", "explain", account, "--database", _file, "--json"]);
            if (Number(run.Json.GetProperty("statement"), "grossNotional") > 0) return account;
        }

        throw Xunit.Sdk.FailException.ForFailure("nobody holds anything");
    }

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
