using System.Globalization;
using System.Text;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Postgres;
using Clearinghouse.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>
/// The victim of <see cref="CrashTests"/>: appends to many journals at once for ever, and tells on standard output what was
/// acknowledged. It runs in a process of its own, as an explicit test, and never by itself.
/// </summary>
public sealed class CrashChild
{
    public const string KindVariable = "CLEARINGHOUSE_CRASH_KIND";
    public const string DatabaseVariable = "CLEARINGHOUSE_CRASH_DATABASE";
    public const string AcknowledgementMark = "acknowledged";

    private readonly Lock _printing = new();
    private readonly Stream _output = Console.OpenStandardOutput();

    [Fact(Explicit = true)]
    public async Task Append_until_killed()
    {
        var kind = Environment.GetEnvironmentVariable(KindVariable);
        var connectionString = Environment.GetEnvironmentVariable(DatabaseVariable)!;
        IJournalStore store = kind == nameof(DatabaseKind.Postgres) ? new PostgresJournalStore(connectionString) : new SqliteJournalStore(connectionString);
        var writer = new JournalWriter(store, Options.Create(new JournalWriterOptions()), TimeProvider.System, new RecordingLogger<JournalWriter>());
        await Task.WhenAll(Enumerable.Range(0, 32).Select(index => AppendForEverAsync(writer, $"account/{index}")));
    }

    private async Task AppendForEverAsync(JournalWriter writer, string journal)
    {
        var chain = new SegmentBuilder(journal);
        while (true)
        {
            var segment = chain.Next("some events of an account", count: 2);
            Assert.Equal(WriteOutcome.Committed, await writer.AppendAsync(segment));
            Print(segment);
        }
    }

    // Past the test framework and without a buffer: what has left this process must survive it.
    private void Print(JournalSegment segment)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{AcknowledgementMark} {segment.Journal.Value} {segment.FirstSequence} {Convert.ToHexString(segment.Hash.Span)}\n");
        lock (_printing)
            _output.Write(Encoding.ASCII.GetBytes(line));
    }
}
