using System.Text.Json;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>A database of a replay in which traders with much leverage and little behind them meet a crash, and its report; made once.</summary>
public sealed class DefaultedDatabase : IAsyncLifetime
{
    private readonly BarsOnDisk _bars = new();

    /// <summary>The file.</summary>
    public string Database => _bars.Path("defaults.db");

    /// <summary>The page that the replay drew.</summary>
    public string Page => _bars.Path("replay.html");

    /// <summary>What the replay reported.</summary>
    public JsonElement Report { get; private set; }

    /// <summary>A file beside the database.</summary>
    public string Path(string name) => _bars.Path(name);

    public async ValueTask InitializeAsync()
    {
        var run = await CliRun.Of([.. Arguments(_bars), "--database", Database, "--html", Page]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        Report = run.Json;
    }

    public ValueTask DisposeAsync()
    {
        _bars.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The replay: a crash of 15 % in one bar, leverage up to 40, and hardly any fund.</summary>
    internal static string[] Arguments(BarsOnDisk bars) =>
    [
        "replay", "--bars", "MADEUP=" + bars.Write("crash.csv", 96, 1_000), "--accounts", "40", "--leverage", "40", "--over-levered", "0.6",
        "--depth", "0.2", "--fund", "0.0005", "--backstop", "0.02", "--json",
    ];
}
