using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>What stands behind a pool, from its journal.</summary>
public sealed class PoolShowTests(ReplayedDatabase database) : IClassFixture<ReplayedDatabase>
{
    [Fact]
    public async Task Funds_AreThoseOfTheJournal()
    {
        var shown = await CliRun.Of(["pool", "show", "--database", database.Tampered(), "--json"]);
        Assert.Equal(ExitCodes.Done, shown.ExitCode);
        Assert.Equal("clearinghouse.pool-show/1", shown.Json.GetProperty("schema").GetString());
        var fees = shown.Json.GetProperty("state").GetProperty("funds").GetProperty("Fees").GetString();
        var text = await CliRun.Of(["pool", "show", "main", "--database", database.Tampered()]);
        Assert.Contains(fees!, text.Data, StringComparison.Ordinal);
        Assert.Contains("pool main at", text.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APoolThatIsNotThere_IsNotFound()
    {
        var run = await CliRun.Of(["pool", "show", "nowhere", "--database", database.Tampered()]);
        Assert.Equal(ExitCodes.NotFound, run.ExitCode);
    }
}
