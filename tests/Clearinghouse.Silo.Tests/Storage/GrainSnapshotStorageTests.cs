using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>Grain states over the journal writer, registered and started as a silo does.</summary>
public sealed class GrainSnapshotStorageTests(PostgresFixture postgres)
{
    private static readonly GrainId Grain = GrainId.Create("probe", "alice");

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_state_is_written_read_cleared_and_guarded_by_its_version(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(kind, postgres);
        using var host = MakeHost(database.Options);
        await host.StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("snapshots");
        GrainState<ProbeState> mine = new(), rival = new();
        await storage.ReadStateAsync("state", Grain, mine);
        await storage.ReadStateAsync("state", Grain, rival);
        Assert.False(mine.RecordExists);
        Assert.Null(mine.ETag);

        mine.State = new ProbeState { Count = 1, Text = "ü" };
        await storage.WriteStateAsync("state", Grain, mine);
        Assert.Equal(("1", true), (mine.ETag, mine.RecordExists));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", Grain, rival));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", Grain, rival));

        await storage.ReadStateAsync("state", Grain, rival);
        Assert.Equal(new ProbeState { Count = 1, Text = "ü" }, rival.State);
        await storage.ClearStateAsync("state", Grain, rival);
        Assert.Equal((false, new ProbeState()), (rival.RecordExists, rival.State));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", Grain, mine));

        await storage.ReadStateAsync("state", Grain, mine);
        Assert.Equal((false, new ProbeState(), "2"), (mine.RecordExists, mine.State, mine.ETag));
        await storage.WriteStateAsync("state", Grain, mine);
        Assert.Equal("3", mine.ETag);
        var record = await host.Services.GetRequiredService<IJournalStore>().ReadSnapshotAsync("state/probe/alice");
        Assert.Equal(3, record!.Version);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_whose_database_options_will_not_do_says_so_and_does_not_start()
    {
        using var host = MakeHost(new DatabaseOptions());

        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Clearinghouse:Database:DataFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_stops_has_committed_what_its_writer_accepted()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(DatabaseKind.Sqlite, postgres);
        using var host = MakeHost(database.Options);
        await host.StartAsync();
        var writer = host.Services.GetRequiredService<JournalWriter>();
        var appends = Enumerable.Range(0, 200).Select(index => writer.AppendAsync(new SegmentBuilder($"account/{index}").Next()).AsTask()).ToList();

        await host.StopAsync();

        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(WriteOutcome.Committed, outcome));
        Assert.Equal(200, await database.ReadNumberAsync("SELECT COUNT(*) FROM journal_segment"));
    }

    private static IHost MakeHost(DatabaseOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddClearinghouseStorage(database =>
            (database.Kind, database.DataFile, database.ConnectionString) = (options.Kind, options.DataFile, options.ConnectionString));
        builder.Services.AddJournalGrainStorage("snapshots");
        return builder.Build();
    }
}
