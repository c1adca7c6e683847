using System.Globalization;
using Clearinghouse.Core.Journals;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A SQLite file that may not grow stands for a full disk: SQLite reports both with the same error.</summary>
public sealed class DiskFullTests(PostgresFixture postgres) : StorageContract(DatabaseKind.Sqlite, postgres)
{
    [Fact]
    public async Task A_full_disk_fails_writes_but_not_reads_and_loses_nothing_that_was_acknowledged()
    {
        var pages = await Database.ReadNumberAsync("PRAGMA page_count") + 64;
        await using var limited = new SqliteJournalStore(
            Database.Options.ResolveConnectionString(),
            () => string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
        await using var writer = new JournalWriter(
            limited, Options.Create(new JournalWriterOptions { FailurePauseMs = 1 }), TimeProvider.System, new RecordingLogger<JournalWriter>());
        var chain = new SegmentBuilder("account/alice");
        var acknowledged = new List<JournalSegment>();

        var error = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendForEverAsync(writer, chain, acknowledged));

        Assert.Equal(13, Assert.IsType<SqliteException>(error.InnerException).SqliteErrorCode);
        Assert.False(writer.Health.IsHealthy);
        Assert.NotEmpty(acknowledged);
        Assert.Equal(
            acknowledged.Select(segment => segment.LastSequence),
            (await limited.ReadSegmentsAsync(chain.Journal, 1).ToListAsync()).Select(segment => segment.LastSequence));

        // Somebody made room: the same writer goes on where the journal stands.
        pages += 1_000;
        Assert.Equal(WriteOutcome.Committed, await writer.AppendAsync(new SegmentBuilder("account/alice", acknowledged[^1]).Next("room again")));
        Assert.True(writer.Health.IsHealthy);
    }

    private static async Task AppendForEverAsync(JournalWriter writer, SegmentBuilder chain, List<JournalSegment> acknowledged)
    {
        while (true)
        {
            var segment = chain.Next(new string('x', 10_000));
            Assert.Equal(WriteOutcome.Committed, await writer.AppendAsync(segment));
            acknowledged.Add(segment);
        }
    }
}
