using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>A list of episodes replayed into one report.</summary>
public sealed class EpisodesTests : IDisposable
{
    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Fact]
    public async Task Two_BecomeOneTableAndOnePage()
    {
        var bars = Path.GetFileName(_bars.Write("bars.csv", 62 * 48, 1_000));
        var (list, page) = (Write([Episode("first", bars, 61), Episode("<second>", bars, 60)]), _bars.Path("page.html"));
        var run = await CliRun.Of(["episodes", list, "--data", Path.GetDirectoryName(list)!, "--html", page, "--json"]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        Assert.Equal("clearinghouse.episodes/1", run.Json.GetProperty("schema").GetString());
        var episodes = run.Json.GetProperty("episodes").EnumerateArray().ToList();
        Assert.Equal(["first", "<second>"], episodes.Select(episode => episode.GetProperty("name").GetString()!));
        foreach (var episode in episodes)
            foreach (var side in (string[])["static", "adaptive"])
                Assert.Equal("holds", episode.GetProperty("comparison").GetProperty(side).GetProperty("verification").GetString());

        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains("&lt;second&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<second>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);

        // Nothing on a page of several may share an id: links and clip paths would lead to the first of them.
        var ids = Regex.Matches(html, " id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Select(match => match.Groups["id"].Value).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Count(), ids.Count);
    }

    [Theory]
    [InlineData("[]", "holds no episodes")]
    [InlineData("{", "is no list of episodes")]
    [InlineData("""[{ "name": "x", "bars": { "A": "a.csv" }, "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "speed": 2 }]""", "speed")]
    [InlineData("""[{ "name": "x", "bars": { "A": "a.csv" }, "from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z" }]""", "ends before it begins")]
    [InlineData("""[{ "name": "x", "bars": {}, "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z" }]""", "names no bars")]
    [InlineData("""[{ "name": "x", "bars": { "A": "a.csv" }, "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "accounts": 1 }]""", "accounts must be from 2")]
    [InlineData("""[{ "name": "x", "bars": { "A": "a.csv" }, "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "margin": "isolated" }]""", "cannot be isolated")]
    [InlineData("""[{ "name": "x", "bars": { "A": "a.csv" }, "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "defaults": { "leverage": 1000 } }]""", "leverage must be from 1 to 100")]
    [InlineData("""[{ "name": "x", "bars": { "A": "absent.csv" }, "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z" }]""", "There are no bars at")]
    public async Task BadLists_SayWhatIsWrong(string json, string expected)
    {
        var list = _bars.Path("episodes.json");
        await File.WriteAllTextAsync(list, json, TestContext.Current.CancellationToken);
        var run = await CliRun.Of(["episodes", list, "--data", Path.GetDirectoryName(list)!]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(expected, run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingList_IsNamed()
    {
        var run = await CliRun.Of(["episodes", "/nowhere/episodes.json"]);
        Assert.Equal((ExitCodes.BadInput, true), (run.ExitCode, run.Line.Contains("/nowhere/episodes.json", StringComparison.Ordinal)));
    }

    private static object Episode(string name, string bars, int day) => new
    {
        name,
        bars = new Dictionary<string, string>(StringComparer.Ordinal) { ["MADEUP"] = bars },
        from = DateTimeOffset.FromUnixTimeMilliseconds(BarsOnDisk.StartMs).AddDays(day),
        to = DateTimeOffset.FromUnixTimeMilliseconds(BarsOnDisk.StartMs).AddDays(day + 1),
        accounts = 20,
    };

    private string Write(object[] episodes)
    {
        var path = _bars.Path("episodes.json");
        File.WriteAllText(path, JsonSerializer.Serialize(episodes));
        return path;
    }
}
