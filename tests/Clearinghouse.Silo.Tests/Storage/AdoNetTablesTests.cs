using System.Net;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>The providers' tables on this project's scripts, called directly: above all, that a stale writer is refused.</summary>
public sealed class AdoNetTablesTests(PostgresFixture postgres)
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Membership_changes_only_from_the_version_that_its_writer_saw(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        using var silo = AdoNetSilo.Build(database.Options);
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        var empty = await table.ReadAllAsync();
        Assert.Empty(empty.Members);
        var one = MakeEntry(1, SiloStatus.Active);
        var two = MakeEntry(2, SiloStatus.Joining);

        Assert.True(await table.InsertRowAsync(one, empty.Version.Next()));
        Assert.False(await table.InsertRowAsync(two, empty.Version.Next()));
        var afterOne = await table.ReadAllAsync();
        Assert.Equal(empty.Version.Version + 1, afterOne.Version.Version);
        Assert.False(await table.InsertRowAsync(one, afterOne.Version.Next()));
        Assert.Equal(afterOne.Version.Version, (await table.ReadAllAsync()).Version.Version);

        Assert.True(await table.InsertRowAsync(two, afterOne.Version.Next()));
        two.Status = SiloStatus.Dead;
        two.AddSuspector(one.SiloAddress, Start);
        var afterTwo = await table.ReadRowAsync(two.SiloAddress);
        var etag = Assert.Single(afterTwo.Members).Item2;
        Assert.False(await table.UpdateRowAsync(two, etag, afterOne.Version.Next()));
        Assert.True(await table.UpdateRowAsync(two, etag, afterTwo.Version.Next()));
        Assert.False(await table.UpdateRowAsync(MakeEntry(3, SiloStatus.Dead), etag, (await table.ReadAllAsync()).Version.Next()));
        Assert.Equal(afterTwo.Version.Version + 1, (await table.ReadAllAsync()).Version.Version);

        var read = Assert.Single((await table.ReadRowAsync(two.SiloAddress)).Members).Item1;
        Assert.Equal((SiloStatus.Dead, Start, Start), (read.Status, read.StartTime, read.IAmAliveTime));
        Assert.Equal(one.SiloAddress, Assert.Single(read.SuspectTimes!).Item1);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Of_many_silos_that_join_from_one_version_one_succeeds(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        using var silo = AdoNetSilo.Build(database.Options);
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        var version = (await table.ReadAllAsync()).Version.Next();

        var joined = await Task.WhenAll(Enumerable.Range(1, 8).Select(index => Task.Run(() => table.InsertRowAsync(MakeEntry(index, SiloStatus.Joining), version))));

        Assert.Equal(1, joined.Count(success => success));
        var after = await table.ReadAllAsync();
        Assert.Single(after.Members);
        Assert.Equal(version.Version, after.Version.Version);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Signs_of_life_are_kept_and_silos_long_dead_are_cleaned_away(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        using var silo = AdoNetSilo.Build(database.Options);
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        var entries = new[] { MakeEntry(1, SiloStatus.Active), MakeEntry(2, SiloStatus.Dead), MakeEntry(3, SiloStatus.Dead) };
        foreach (var entry in entries)
            Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync()).Version.Next()));
        entries[2].IAmAliveTime = Start.AddHours(2);
        await table.UpdateIAmAliveAsync(entries[2]);

        await table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Start.AddHours(1)));

        Assert.Equal(
            [entries[0].SiloAddress.Endpoint.Port, entries[2].SiloAddress.Endpoint.Port],
            (await table.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order());
        await table.DeleteMembershipTableEntriesAsync("test");
        Assert.Equal(0, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansMembershipTable"));
        Assert.Equal(0, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansMembershipVersionTable"));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Reminders_are_found_by_grain_and_by_range_and_removed_only_in_the_version_seen(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        using var silo = AdoNetSilo.Build(database.Options);
        var table = silo.Services.GetRequiredService<IReminderTable>();
        await table.StartAsync();
        var grains = Enumerable.Range(0, 20).Select(index => GrainId.Create("probe", $"grain-{index}")).ToList();
        foreach (var grain in grains)
            await table.UpsertRow(MakeReminder(grain, TimeSpan.FromMinutes(5)));
        var seen = await table.ReadRow(grains[0], "tick");
        await table.UpsertRow(MakeReminder(grains[0], TimeSpan.FromDays(40)));

        Assert.False(await table.RemoveRow(grains[0], "tick", seen!.ETag!));
        var row = Assert.Single((await table.ReadRows(grains[0])).Reminders);
        Assert.Equal((TimeSpan.FromDays(40), Start, "tick"), (row.Period, row.StartAt, row.ReminderName));

        // A range and the rest of the ring hold each reminder once between them, wherever the seam is.
        foreach (var seam in new uint[] { 1, 1_000_000_000, 3_000_000_000 })
        {
            var half = (await table.ReadRows(seam, seam + 1_200_000_000)).Reminders.Count;
            var rest = (await table.ReadRows(seam + 1_200_000_000, seam)).Reminders.Count;
            Assert.Equal(20, half + rest);
        }

        Assert.True(await table.RemoveRow(grains[0], "tick", row.ETag!));
        Assert.Null(await table.ReadRow(grains[0], "tick"));
        await table.TestOnlyClearTable();
        Assert.Equal(0, await database.ReadNumberAsync("SELECT COUNT(*) FROM OrleansRemindersTable"));
    }

    private static MembershipEntry MakeEntry(int index, SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 10_000 + index), index),
        HostName = "host",
        SiloName = $"silo-{index}",
        Status = status,
        ProxyPort = 20_000 + index,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private static ReminderEntry MakeReminder(GrainId grain, TimeSpan period) => new()
    {
        GrainId = grain,
        ReminderName = "tick",
        StartAt = Start,
        Period = period,
    };
}
