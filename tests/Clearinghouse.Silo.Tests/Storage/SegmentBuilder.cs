using System.Text;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>Makes a chain of segments, one after another, as a grain would.</summary>
public sealed class SegmentBuilder(string journal, JournalSegment? after = null)
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private JournalSegment? _last = after;

    public JournalId Journal { get; } = JournalId.Create(journal);

    /// <summary>The next segment; its payload is its text.</summary>
    public JournalSegment Next(string text = "events", int count = 1)
    {
        var first = (_last?.LastSequence ?? 0) + 1;
        var at = Epoch.AddMicroseconds((first * 1_000_003) + 7);
        _last = HashChain.Seal(Journal, first, count, _last?.Hash ?? HashChain.Genesis, at, Encoding.UTF8.GetBytes(text));
        return _last;
    }

    /// <summary>A chain of so many segments.</summary>
    public IReadOnlyList<JournalSegment> Take(int segments, int eventsEach = 1) =>
        [.. Enumerable.Range(0, segments).Select(index => Next($"events {index}", eventsEach))];
}
