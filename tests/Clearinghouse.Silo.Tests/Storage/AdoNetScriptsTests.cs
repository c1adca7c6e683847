using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>Orleans' own ADO.NET providers run on this project's scripts: two silos, their states and their reminders.</summary>
public sealed class AdoNetScriptsTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Two_silos_share_membership_states_and_reminders(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        var ticks = new ProbeTicks();
        using var first = AdoNetSilo.Build(database.Options, ticks);
        using var second = AdoNetSilo.Build(database.Options, ticks);
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        Assert.Equal(2, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansMembershipTable WHERE Status = 3"));

        var grain = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("alice");
        Assert.Equal(1, await grain.IncrementAsync());
        Assert.Equal(2, await grain.IncrementAsync());
        await grain.DeactivateAsync();
        var again = second.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("alice");
        Assert.Equal(2, await again.ReadAsync());
        await again.ClearAsync();
        Assert.Equal(1, await again.IncrementAsync());

        await again.StartReminderAsync();
        await ticks.Heard.Task.WaitAsync(Patience);
        Assert.True(await grain.StopReminderAsync());
        Assert.Equal(0, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansRemindersTable"));

        await second.StopAsync();
        Assert.Equal(1, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansMembershipTable WHERE Status = 3"));
        Assert.Equal(1, await grain.ReadAsync());
        await first.StopAsync();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_state_is_written_only_over_the_version_that_its_writer_saw(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        using var silo = AdoNetSilo.Build(database.Options);
        await silo.StartAsync();
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("cold");

        var races = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => RaceAsync(storage, GrainId.Create("probe", $"grain-{index}"))));

        Assert.All(races, winners => Assert.Equal(1, winners));
        Assert.Equal(20, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansStorage"));
        Assert.Equal(40, await database.ReadNumberAsync("SELECT SUM(Version) FROM OrleansStorage"));
        await silo.StopAsync();
    }

    // Four activations create the state at once; then a writer that saw nothing, one that saw a version that never was, and the winner.
    private static async Task<int> RaceAsync(IGrainStorage storage, GrainId grain)
    {
        var winners = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryWriteAsync(storage, grain, null))));
        Assert.False(await TryWriteAsync(storage, grain, null));
        Assert.False(await TryWriteAsync(storage, grain, "9"));
        Assert.True(await TryWriteAsync(storage, grain, "1"));
        Assert.False(await TryWriteAsync(storage, GrainId.Create("probe", grain.Key + "-unknown"), "1"));
        return winners.Count(won => won);
    }

    private static async Task<bool> TryWriteAsync(IGrainStorage storage, GrainId grain, string? etag)
    {
        try
        {
            await storage.WriteStateAsync("probe", grain, new GrainState<ProbeState>(new ProbeState { Count = 1 }, etag));
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
