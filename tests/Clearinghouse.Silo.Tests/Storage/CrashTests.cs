using System.Diagnostics;
using Clearinghouse.Core.Journals;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A process that writes is killed without warning; everything that it was told is durable must be there.</summary>
public sealed class CrashTests(PostgresFixture postgres)
{
    private const int AcknowledgementsBeforeTheKill = 3_000;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Nothing_that_was_acknowledged_is_lost_with_the_process(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, postgres);
        var acknowledged = await KillWhileWritingAsync(database.Options);
        Assert.True(acknowledged.Count >= AcknowledgementsBeforeTheKill, $"The child ended after {acknowledged.Count} acknowledgements.");

        var store = database.OpenStore();
        var stored = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var journal in store.ListJournalsAsync())
        {
            JournalSegment? previous = null;
            await foreach (var segment in store.ReadSegmentsAsync(journal, 1))
            {
                Assert.Equal(ChainVerdict.Intact, HashChain.Verify(segment, previous));
                stored.Add($"{journal} {segment.FirstSequence} {Convert.ToHexString(segment.Hash.Span)}");
                previous = segment;
            }

            Assert.Equal([WriteOutcome.Committed], await store.CommitAsync(new WriteBatch([new SegmentAppend(new SegmentBuilder(journal.Value, previous).Next("after the crash"))])));
        }

        Assert.Superset(acknowledged.ToHashSet(StringComparer.Ordinal), stored);
    }

    private static async Task<List<string>> KillWhileWritingAsync(DatabaseOptions options)
    {
        using var child = Process.Start(MakeStartInfo(options))!;
        var acknowledged = new List<string>();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may be cut short by the kill: it was then not told in full, and does not count.
            if (line.StartsWith(CrashChild.AcknowledgementMark, StringComparison.Ordinal) && line.Split(' ') is [_, _, _, { Length: 2 * HashChain.HashSizeBytes }])
                acknowledged.Add(line[(CrashChild.AcknowledgementMark.Length + 1)..]);
            if (acknowledged.Count == AcknowledgementsBeforeTheKill)
                child.Kill();
        }

        await child.WaitForExitAsync();
        return acknowledged;
    }

    private static ProcessStartInfo MakeStartInfo(DatabaseOptions options)
    {
        var program = Path.ChangeExtension(typeof(CrashTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        string[] arguments = ["-method", $"{typeof(CrashChild).FullName}.{nameof(CrashChild.Append_until_killed)}", "-explicit", "only", "-noColor"];
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        info.Environment[CrashChild.KindVariable] = options.Kind.ToString();
        info.Environment[CrashChild.DatabaseVariable] = options.ResolveConnectionString();
        return info;
    }
}
