using System.Text.Json;
using System.Text.RegularExpressions;
using Clearinghouse.Core.Units;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Defaults out of a database that a replay left behind, and what the replay itself said of them.</summary>
public sealed class DefaultTests(DefaultedDatabase replayed) : IClassFixture<DefaultedDatabase>
{
    [Fact]
    public async Task List_IsWhatTheReplayReported_ToTheUnit()
    {
        var listed = await List();
        var total = replayed.Report.GetProperty("defaults").GetProperty("total");
        Assert.NotEmpty(listed);
        Assert.Equal(total.GetProperty("defaults").GetInt32(), listed.Count);
        Assert.Equal(AmountOf(total, "loss") - AmountOf(total, "bookLoss"), Sum(listed.Select(one => AmountOf(one, "loss"))));
        Assert.Equal(AmountOf(total, "uncovered"), Sum(listed.Select(one => AmountOf(one, "uncovered"))));
        Assert.All(listed, one => Assert.True(one.GetProperty("isClosed").GetBoolean()));
        var text = await CliRun.Of(["default", "list", "--database", replayed.Database]);
        Assert.Contains(listed[0].GetProperty("default").GetString()!, text.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDays_SumToTheTotal()
    {
        var days = replayed.Report.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("path")).ToList();
        var total = replayed.Report.GetProperty("defaults").GetProperty("total");
        foreach (var figure in (string[])["closedNotional", "penalties", "loss", "takenFromWinners", "borneByFunds", "uncovered"]) Assert.Equal(AmountOf(total, figure), Sum(days.Select(day => AmountOf(day, figure))));
        foreach (var figure in (string[])["liquidations", "recoveries", "defaults"]) Assert.Equal(total.GetProperty(figure).GetInt32(), days.Sum(day => day.GetProperty(figure).GetInt32()));
        Assert.True(AmountOf(total, "closedNotional").IsPositive);
        Assert.True(AmountOf(total, "loss").IsPositive);
    }

    [Fact]
    public void Everything_IsConserved_AndVerifies()
    {
        Assert.Equal(("0", "holds"), (replayed.Report.GetProperty("conservationResidual").GetString(), replayed.Report.GetProperty("verification").GetString()));
        Assert.False(AmountOf(replayed.Report, "fees").IsNegative);
    }

    [Fact]
    public async Task EveryStory_AccountsForItsLoss_AndEndsClosed()
    {
        var reachedWinners = 0;
        foreach (var one in await List())
        {
            var run = await CliRun.Of(["default", "show", one.GetProperty("default").GetString()!, "--database", replayed.Database, "--json"]);
            Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
            var story = run.Json.GetProperty("story");
            Assert.Equal("0", story.GetProperty("residual").GetString());
            Assert.Equal(AmountOf(story, "loss"), Sum(story.GetProperty("plan").GetProperty("postings").EnumerateArray().Select(posting => AmountOf(posting, "amount"))));
            var states = story.GetProperty("states").EnumerateArray().ToList();
            Assert.Equal("Closed", states[^1].GetProperty("state").GetString());
            Assert.Contains(states, state => state.GetProperty("change").GetProperty("event").GetString() == "accountDefaulted");

            // The debt comes as a transfer, and every reading's snapshot is among the prices.
            var debt = AmountOf(story.GetProperty("claim"), "debt");
            if (debt.IsPositive) Assert.Contains(story.GetProperty("transfers").EnumerateArray(), transfer => transfer.GetProperty("account").GetString() == story.GetProperty("account").GetString() && AmountOf(transfer, "amount") == debt);
            var used = story.GetProperty("prices").EnumerateArray().Where(price => price.GetProperty("isUsed").GetBoolean()).Select(price => price.GetProperty("version").GetInt64()).ToHashSet();
            foreach (var state in states) foreach (var version in state.GetProperty("change").GetProperty("reading").GetProperty("snapshotVersions").EnumerateObject()) Assert.Contains(version.Value.GetInt64(), used);
            if (!story.TryGetProperty("certificate", out _)) continue;
            reachedWinners++;
            Assert.Empty(story.GetProperty("certificateFaults").EnumerateArray());
        }

        // So little stands behind them that winners are asked, and the usual queue is put beside each; what the pool's own book loses is no account's default.
        Assert.True(reachedWinners > 0);
        Assert.Equal(reachedWinners, replayed.Report.GetProperty("defaults").GetProperty("deleveragings").EnumerateArray().Count(one => !one.GetProperty("default").GetString()!.StartsWith("book:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Show_WritesText_AndAPageOfItsOwn()
    {
        var largest = (await List()).MaxBy(one => AmountOf(one, "loss").ToDouble()).GetProperty("default").GetString()!;
        var page = replayed.Path("default.html");
        var run = await CliRun.Of(["default", "show", largest, "--database", replayed.Database, "--html", page]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        foreach (var part in (string[])["the path", "what was closed", "the layers", "who paid what, and why", "transfers", "residual"]) Assert.Contains(part, run.Data, StringComparison.Ordinal);
        await CheckPage(page, largest, "Who bears the loss", "The path", "MADEUP");
    }

    [Fact]
    public async Task Show_TellsThePlanOfEachStep()
    {
        var told = 0;
        foreach (var id in (await List()).Select(one => one.GetProperty("default").GetString()!))
        {
            var page = replayed.Path("planned.html");
            var story = (await CliRun.Of(["default", "show", id, "--database", replayed.Database, "--json"])).Json.GetProperty("story");
            var steps = story.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("order")).Where(order => order.GetProperty("purpose").GetString() == "Liquidation").ToList();
            Assert.All(steps, step => Assert.True(AmountOf(step.GetProperty("plan"), "equityBefore") < AmountOf(step.GetProperty("plan"), "requiredBefore")));
            if (steps.Count == 0 || ++told > 2) continue;
            var run = await CliRun.Of(["default", "show", id, "--database", replayed.Database, "--html", page]);
            Assert.Contains("the plans of the steps", run.Data, StringComparison.Ordinal);
            await CheckPage(page, id, "The plans of the steps", "maintenance margin and its buffer");
        }

        Assert.True(told > 0);
    }

    [Fact]
    public Task TheReplaysPage_HasTheWaterfall_AndDeleveragingBesideTheQueue() =>
        CheckPage(replayed.Page, "The losses of all defaults", "by the usual queue on the same event", "uncovered");

    [Theory]
    [InlineData("nobody:1", ExitCodes.NotFound, "no default 'nobody:1'")]
    [InlineData("a default", ExitCodes.BadInput, "no id of a default")]
    public async Task Show_OfNoDefault_SaysSo(string id, int code, string expected)
    {
        var run = await CliRun.Of(["default", "show", id, "--database", replayed.Database]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(expected, run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutADatabase_NothingIsShown()
    {
        foreach (var args in (string[][])[["default", "list", "--database", "/nowhere.db"], ["default", "show", "a:1"]])
            Assert.Equal(ExitCodes.BadInput, (await CliRun.Of(args)).ExitCode);
    }

    private static async Task CheckPage(string page, params string[] parts)
    {
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.All(parts, part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        var ids = Regex.Matches(html, " id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Select(match => match.Groups["id"].Value).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Count(), ids.Count);
    }

    private async Task<List<JsonElement>> List()
    {
        var run = await CliRun.Of(["default", "list", "--database", replayed.Database, "--json"]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        return [.. run.Json.GetProperty("defaults").EnumerateArray()];
    }

    private static Amount AmountOf(JsonElement holder, string property) => Amount.Parse(holder.GetProperty(property).GetString()!);

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount);
}
