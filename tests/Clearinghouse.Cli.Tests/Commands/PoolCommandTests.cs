using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>A pool by venue, from a database.</summary>
public sealed class PoolCommandTests(ReplayedDatabase database) : IClassFixture<ReplayedDatabase>
{
    private readonly string _file = database.Tampered();

    [Fact]
    public async Task Protocols_OfAReplay_AddUpToThePool()
    {
        var run = await CliRun.Of(["pool", "protocols", "--database", _file, "--json"]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        var report = run.Json.GetProperty("report");
        var (lines, total) = (report.GetProperty("protocols").EnumerateArray().ToList(), report.GetProperty("total"));
        Assert.Equal(2, lines.Count(line => line.GetProperty("status").GetString() == "Active"));
        foreach (var sum in (string[])["cash", "equity", "initialMargin", "maintenanceMargin"]) Assert.Equal(Number(total, sum), lines.Sum(line => Number(line.GetProperty("exposure"), sum)));
        Assert.True(Number(total, "gross") > 0);
        Assert.True(Number(total, "gross") <= lines.Sum(line => Number(line.GetProperty("exposure"), "gross")));
        Assert.Equal(Number(report, "nettingBenefit"), lines.Sum(line => Number(line.GetProperty("exposure"), "standAloneMargin")) - Number(total, "initialMargin"));
    }

    [Fact]
    public async Task Protocols_ForPeople_AndAPoolThatIsNotThere()
    {
        var run = await CliRun.Of(["pool", "protocols", "--database", _file]);
        foreach (var part in (string[])["Active", "positions, net by market", "saved by clearing venues together"]) Assert.Contains(part, run.Data, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotFound, (await CliRun.Of(["pool", "protocols", "--pool", "nowhere", "--database", _file])).ExitCode);
        Assert.Equal(ExitCodes.BadInput, (await CliRun.Of(["pool", "protocols", "--pool", "no where", "--database", _file])).ExitCode);
    }

    [Fact]
    public async Task Inspect_Pool_ShowsItsVenues()
    {
        var run = await CliRun.Of(["inspect", "pool", "main", "--database", _file, "--json"]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        Assert.Equal(2, run.Json.GetProperty("state").GetProperty("rules").GetProperty("protocols").GetProperty("venues").EnumerateObject().Count());
    }

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
