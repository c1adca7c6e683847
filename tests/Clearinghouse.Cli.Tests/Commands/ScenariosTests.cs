using Clearinghouse.Core.Scenarios;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Scenario sets out of bars, and what becomes of margin by them.</summary>
public sealed class ScenariosTests : IDisposable
{
    private readonly BarsOnDisk _files = new();

    public void Dispose()
    {
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Build_WritesASet_ThatMarginIsTakenFrom()
    {
        var file = await Build();
        var shown = await CliRun.Of(["scenarios", "show", file, "--json"]);
        Assert.Equal(40, shown.Json.GetProperty("days").GetInt32());
        Assert.Equal(["BTC", "ETH"], shown.Json.GetProperty("markets").EnumerateArray().Select(market => market.GetString()));

        string[] compare = ["margin", "compare", "--portfolio", Path.Combine(Acceptance.SourceTree.Root, "docs", "examples", "portfolio.json"), "--json"];
        var (plain, withDays) = (await CliRun.Of(compare), await CliRun.Of([.. compare, "--scenarios", file]));
        Assert.NotEqual(Pool(plain), Pool(withDays));

        static double Pool(CliRun run) => run.Json.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("rule").GetString() == "this pool, portfolio").GetProperty("initial").GetDouble();
    }

    [Fact]
    public async Task Set_IsTheSameForTheSameBars_AndKnowsWhenItWasChanged()
    {
        var file = await Build();
        var scenarios = ScenarioDocument.Read(File.ReadAllBytes(file));
        Assert.Equal(scenarios.Version, ScenarioDocument.Stamp(scenarios with { Version = "other" }).Version);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"scanRangeSigmas\":3.5", "\"scanRangeSigmas\":1.5", StringComparison.Ordinal));
        var run = await CliRun.Of(["scenarios", "show", file]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("it was changed after it was built", run.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"holdingDays\":1", "\"holdingDays\":2", "content does not make its version")]
    [InlineData("\"scanRangeSigmas\":3.5", "\"scanRangeSigmas\":0", "scanRangeSigmas must be positive")]
    [InlineData("\"weight\":0.5", "\"weight\":2", "weights above 0, at most 1")]
    [InlineData("\"priceFraction\":-0.4", "\"priceFraction\":-1", "prices that stay above 0")]
    [InlineData("\"dates\":[]", "\"dates\":[\"2024-01-01\"]", "history has dates and no market")]
    [InlineData("{\"version\"", "{\"ver", "no scenario set")]
    public async Task Show_SaysWhatIsWrongWithAFile(string good, string bad, string part)
    {
        var text = System.Text.Encoding.UTF8.GetString(ScenarioDocument.Write(ScenarioDocument.Stamp(ScenarioSet.Default)));
        Assert.Contains(good, text, StringComparison.Ordinal);
        File.WriteAllText(_files.Path("bad.json"), text.Replace(good, bad, StringComparison.Ordinal));
        var run = await CliRun.Of(["scenarios", "show", _files.Path("bad.json")]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(part, run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_RefusesWhatItCantUse()
    {
        var bars = "BTC=" + _files.Write("short.csv", 48 * 20, 100);
        await Refused("30 are the least", "--bars", bars);
        await Refused("--days must be from 30 to 5000", "--bars", bars, "--days", "5");
        File.WriteAllText(_files.Path("out.json"), "here");
        await Refused("exists already", "--bars", bars);
        var missing = await CliRun.Of(["scenarios", "show", _files.Path("nowhere.json")]);
        Assert.Contains("There is no file", missing.Line, StringComparison.Ordinal);

        async Task Refused(string part, params string[] arguments)
        {
            var run = await CliRun.Of(["scenarios", "build", "--out", _files.Path("out.json"), .. arguments]);
            Assert.Equal(ExitCodes.BadInput, run.ExitCode);
            Assert.Contains(part, run.Line, StringComparison.Ordinal);
        }
    }

    private async Task<string> Build()
    {
        var file = _files.Path($"{Guid.NewGuid():N}.json");
        var (btc, eth) = (_files.Write("btc.csv", 48 * 80, 60_000), _files.Write("eth.csv", 48 * 80, 3_000));
        var run = await CliRun.Of(["scenarios", "build", "--bars", "BTC=" + btc, "--bars", "ETH=" + eth, "--days", "40", "--out", file]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        return file;
    }
}
