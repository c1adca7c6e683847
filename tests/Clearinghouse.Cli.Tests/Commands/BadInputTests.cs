using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Wrong input gets one line that says what to do, the documented exit code, and changes nothing.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Theory]
    [InlineData("--from")]
    [InlineData("nonsense")]
    [InlineData("replay")]
    [InlineData("replay", "--bars", "BTC=x.csv", "--accounts", "many")]
    [InlineData("replay", "--bars", "BTC=x.csv", "--from", "yesterday")]
    [InlineData("verify", "--no-such-option")]
    public async Task Usage_WhenWrong_Exits2(params string[] args)
    {
        var run = await Run(args);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("--help", run.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SYMBOL=FILE", "--bars", "BTC")]
    [InlineData("SYMBOL=FILE", "--bars", "B T C=x.csv")]
    [InlineData("--accounts must be", "--bars", "BTC=x.csv", "--accounts", "1")]
    [InlineData("--venues must be", "--bars", "BTC=x.csv", "--venues", "0")]
    [InlineData("--from must be before --to", "--bars", "BTC=x.csv", "--from", "2021-05-02", "--to", "2021-05-01")]
    [InlineData("twice", "--bars", "BTC=x.csv", "--bars", "BTC=y.csv")]
    [InlineData("no-such-file.csv", "--bars", "BTC=no-such-file.csv")]
    public async Task Replay_OfWrongOptions_SaysWhichAndHow(string expected, params string[] options)
    {
        var database = _bars.Path("never.db");
        var run = await Run(["replay", .. options, "--database", database]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(expected, run.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Line);
        Assert.False(File.Exists(database));
    }

    [Theory]
    [InlineData(10, "1620018000000,1,2,3,1,1", "12")]
    [InlineData(10, "1620018000000,abc,2,1,1,1", "12")]
    [InlineData(10, "1620018000000,1,2", "12")]
    public async Task Replay_OfAMalformedRow_NamesTheLine(int row, string line, string number)
    {
        var path = _bars.Write("bad.csv", 48, 100, (i, good) => i == row ? line : good);
        var run = await Run("replay", "--bars", "BTC=" + path, "--database", _bars.Path("never.db"));
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(number, run.Line, StringComparison.Ordinal);
        Assert.False(File.Exists(_bars.Path("never.db")));
    }

    [Fact]
    public async Task Replay_OfAGap_IsRefusedWhenAskedTo()
    {
        var path = _bars.Write("gap.csv", 48, 100, (i, good) => i == 20 ? good.Replace("1620036000000", "1620036900000", StringComparison.Ordinal) : good);
        var lines = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).ToList();
        lines.RemoveAt(30);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        var run = await Run("replay", "--bars", "BTC=" + path, "--refuse-gaps", "--database", _bars.Path("never.db"));
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.False(File.Exists(_bars.Path("never.db")));
    }

    [Fact]
    public async Task Replay_IntoAFileThatExists_LeavesItAlone()
    {
        var database = _bars.Path("mine.db");
        await File.WriteAllTextAsync(database, "mine", TestContext.Current.CancellationToken);
        var run = await Run("replay", "--bars", "BTC=" + _bars.Write("a.csv", 48, 100), "--database", database);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Verify_OfNoDatabase_AsksForOne()
    {
        var run = await Run("verify");
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("--database FILE", run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfAMissingFile_DoesNotMakeIt()
    {
        var missing = _bars.Path("missing.db");
        var run = await Run("verify", "--database", missing);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(missing, run.Line, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }

    [Fact]
    public async Task Verify_OfAFileThatIsNoDatabase_SaysSo()
    {
        var file = _bars.Path("text.db");
        await File.WriteAllTextAsync(file, new string('x', 4096), TestContext.Current.CancellationToken);
        var run = await Run("verify", "--database", file);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("no SQLite database", run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAMissingTable_Exits2()
    {
        var run = await Run("check", _bars.Path("missing.json"));
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("missing.json", run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAnUnknownKind_Fails()
    {
        var file = _bars.Path("unknown.json");
        await File.WriteAllTextAsync(
            file,
            """{ "kind": "phlogiston", "about": "none", "cases": [ { "id": "PHL-001", "title": "t", "given": {}, "expect": { "a": 1 }, "source": "constructed" } ] }""",
            TestContext.Current.CancellationToken);
        var run = await Run("check", file);
        Assert.Equal(ExitCodes.VerificationFailed, run.ExitCode);
        Assert.Contains("phlogiston", run.Data, StringComparison.Ordinal);
    }

    private static Task<CliRun> Run(params string[] args) => CliRun.Of(args, TestContext.Current.CancellationToken);
}
