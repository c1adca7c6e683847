using Clearinghouse.Core.Margin.Venues.Comparison;
using Clearinghouse.Core.Scenarios;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>A book by the rules of every venue.</summary>
public sealed class MarginCompareTests : IDisposable
{
    private readonly BarsOnDisk _files = new();

    public void Dispose()
    {
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Example_IsComparedByEveryRule()
    {
        var run = await CliRun.Of(["margin", "compare", "--portfolio", Path.Combine(Acceptance.SourceTree.Root, "docs", "examples", "portfolio.json"), "--json"]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        var rules = run.Json.GetProperty("rules").EnumerateArray().ToDictionary(rule => rule.GetProperty("rule").GetString()!);
        Assert.Equal(9, rules.Count);
        Assert.All(rules.Values, rule => Assert.True(rule.GetProperty("initial").GetDouble() <= rule.GetProperty("initialApart").GetDouble() + 1e-6));

        // dYdX asks 2 % of the net notional per market: 3 at 60,030 and 40 at 3,002.
        Assert.Equal(0.02 * ((3 * 60_030) + (40 * 3_002)), rules["dYdX large cap"].GetProperty("initial").GetDouble(), 1e-6);
        Assert.Equal(0.6 * 0.02 * ((3 * 60_030) + (40 * 3_002)), rules["dYdX large cap"].GetProperty("maintenance").GetDouble(), 1e-6);
        Assert.Equal(((3 * 60_030) + (40 * 3_002)) / 40.0, rules["Hyperliquid"].GetProperty("initial").GetDouble(), 1e-6);
        Assert.Equal(4, rules["Hyperliquid"].GetProperty("legsCovered").GetInt32());
        Assert.Equal(1.2 * rules["Vega linear"].GetProperty("maintenance").GetDouble(), rules["Vega linear"].GetProperty("initial").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Example_ForPeople_IsATable()
    {
        var run = await CliRun.Of(["margin", "compare", "--portfolio", Path.Combine(Acceptance.SourceTree.Root, "docs", "examples", "portfolio.json")]);
        foreach (var part in (string[])["6 legs at 3 venues", "this pool, portfolio", "Derive standard", "saved together"]) Assert.Contains(part, run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void LinearRules_ScaleWithTheBook_AndAHedgeAtOneVenueCostsNothing()
    {
        var book = Book(("a", 2), ("b", -2));
        foreach (var row in MarginComparison.Of(book, ScenarioSet.Default).Where(row => row.LegsCovered > 0))
        {
            Assert.True(row.Initial <= row.InitialApart, row.Rule);
            var twice = MarginComparison.Of(Book(("a", 4), ("b", -4)), ScenarioSet.Default).Single(other => other.Rule == row.Rule);
            Assert.Equal(2 * row.InitialApart, twice.InitialApart, 1e-6 * row.InitialApart);
        }

        Assert.Equal(0, MarginComparison.Of(book, ScenarioSet.Default).Single(row => row.Rule == "Hyperliquid").Initial);
    }

    [Theory]
    [InlineData("{", "is no portfolio")]
    [InlineData("""{"markets": []}""", "at least one market")]
    [InlineData("""{"markets": [{"market": "BTC", "indexPrice": 0, "legs": []}]}""", "indexPrice must be above 0")]
    [InlineData("""{"markets": [{"market": "BTC", "indexPrice": 1, "legs": []}]}""", "at least one leg")]
    [InlineData("""{"markets": [{"market": "BTC", "indexPrice": 1, "legs": [{"type": "call", "quantity": 1}]}]}""", "leg 1: an option needs a strikePrice")]
    [InlineData("""{"markets": [{"market": "BTC", "indexPrice": 1, "legs": [{"type": "future", "quantity": 1}]}]}""", "is no portfolio")]
    [InlineData("""{"markets": [{"market": "BTC", "indexPrice": 1, "legs": [{"type": "perpetual", "quantity": 0}]}]}""", "must not be 0")]
    [InlineData("""{"markets": [{"market": "BTC", "indexPrice": 1, "colour": "red", "legs": []}]}""", "colour")]
    public async Task BadFile_GetsOneLine(string content, string line)
    {
        var file = _files.Path("book.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var run = await CliRun.Of(["margin", "compare", "--portfolio", file]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(line, run.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Line);
    }

    [Fact]
    public async Task MissingFile_GetsOneLine()
    {
        var run = await CliRun.Of(["margin", "compare", "--portfolio", _files.Path("nowhere.json")]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("There is no file", run.Line, StringComparison.Ordinal);
    }

    private static VenueBook Book(params (string Venue, double Quantity)[] legs) => new(
    [
        new VenueBookMarket { Market = "BTC", IndexPrice = 50_000, Legs = [.. legs.Select(leg => new VenueLeg { Venue = leg.Venue, Type = VenueLegType.Perpetual, Quantity = leg.Quantity })] },
    ]);
}
