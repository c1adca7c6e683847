using System.Text;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>What every database behind <see cref="IJournalStore"/> must do with snapshots.</summary>
public abstract class SnapshotStoreContract(DatabaseKind kind, PostgresFixture postgres) : StorageContract(kind, postgres)
{
    [Fact]
    public async Task A_snapshot_is_written_only_over_the_version_that_its_writer_saw()
    {
        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(Snapshot("k", 1, "no row to expect version 1 of")));
        Assert.Equal([WriteOutcome.Committed], await CommitAsync(Snapshot("k", 0, "one")));
        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(Snapshot("k", 0, "rival")));
        Assert.Equal([WriteOutcome.Committed], await CommitAsync(Snapshot("k", 1, "two")));
        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(Snapshot("k", 1, "stale")));
        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(Snapshot("k", 7, "from nowhere")));

        var record = await Store.ReadSnapshotAsync("k");
        Assert.Equal(2, record!.Version);
        Assert.Equal("two", Encoding.UTF8.GetString(record.Payload!.Value.Span));
        Assert.Equal(SegmentBuilder.Epoch, record.WrittenAt);
    }

    [Fact]
    public async Task A_key_named_several_times_in_a_batch_is_written_in_order()
    {
        await CommitAsync(Snapshot("old", 0, "zero"));

        var outcomes = await CommitAsync(
            Snapshot("new", 0, "a"), Snapshot("old", 1, "b"), Snapshot("new", 0, "rival"), Snapshot("new", 1, "c"), Snapshot("old", 2, "d"));

        Assert.Equal([WriteOutcome.Committed, WriteOutcome.Committed, WriteOutcome.Fenced, WriteOutcome.Committed, WriteOutcome.Committed], outcomes);
        Assert.Equal((2, "c"), await ReadSnapshotAsync("new"));
        Assert.Equal((3, "d"), await ReadSnapshotAsync("old"));
    }

    [Fact]
    public async Task A_cleared_snapshot_keeps_its_version_so_that_a_writer_from_before_cannot_come_back()
    {
        await CommitAsync(Snapshot("k", 0, "one"));

        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(Snapshot("k", 0, null)));
        Assert.Equal([WriteOutcome.Committed], await CommitAsync(Snapshot("k", 1, null)));
        Assert.Equal((2, null), await ReadSnapshotAsync("k"));
        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(Snapshot("k", 1, "stale")));
        Assert.Equal([WriteOutcome.Committed], await CommitAsync(Snapshot("k", 2, "again")));
        Assert.Equal((3, "again"), await ReadSnapshotAsync("k"));
    }

    [Fact]
    public async Task Snapshots_are_listed_by_prefix_without_the_cleared_ones()
    {
        var keys = Enumerable.Range(0, 150).Select(index => $"state/{index:D4}").ToList();
        await CommitAsync([.. keys.Select(key => Snapshot(key, 0, key)), Snapshot("other/1", 0, "x")]);
        await CommitAsync(Snapshot(keys[70], 1, null));

        var listed = await Store.ListSnapshotsAsync("state/").ToListAsync();

        Assert.Equal(keys.Where(key => key != keys[70]), listed.Select(record => record.Key));
        Assert.Null(await Store.ReadSnapshotAsync("state/none"));
    }

    [Fact]
    public async Task Concurrent_snapshot_writers_lose_no_update()
    {
        const int Each = 50;
        var wins = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CountUpAsync(Database.OpenStore(), Each))));

        Assert.Equal(4 * Each, wins.Sum());
        Assert.Equal((4 * Each, "x"), await ReadSnapshotAsync("counter"));
    }

    private static async Task<int> CountUpAsync(IJournalStore store, int times)
    {
        var wins = 0;
        while (wins < times)
        {
            var version = (await store.ReadSnapshotAsync("counter"))?.Version ?? 0;
            var outcomes = await store.CommitAsync(new WriteBatch([Snapshot("counter", version, "x")]));
            wins += outcomes[0] == WriteOutcome.Committed ? 1 : 0;
        }

        return wins;
    }

    private static SnapshotWrite Snapshot(string key, long expectedVersion, string? text) =>
        new(key, expectedVersion, SegmentBuilder.Epoch, text is null ? null : (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text));

    private async Task<(long Version, string? Text)> ReadSnapshotAsync(string key)
    {
        var record = await Store.ReadSnapshotAsync(key);
        return (record!.Version, record.Payload is { } payload ? Encoding.UTF8.GetString(payload.Span) : null);
    }
}
