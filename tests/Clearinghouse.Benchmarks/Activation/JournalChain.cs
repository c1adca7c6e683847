using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Activation;

/// <summary>A journal in the making: gathers events and seals them into segments, as a grain's journal does.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
internal sealed class JournalChain<TEvent>(JournalId journal, int segmentEvents)
{
    private readonly List<byte[]> _gathered = [];
    private ReadOnlyMemory<byte> _headHash = HashChain.Genesis;

    /// <summary>The sequence of the last event.</summary>
    public long Sequence { get; private set; }

    /// <summary>Appends an event; returns a segment when one is full.</summary>
    public SegmentAppend? Append(TEvent e, DateTimeOffset at)
    {
        _gathered.Add(CanonicalEncoding.Encode(e));
        Sequence++;
        return _gathered.Count < segmentEvents ? null : Seal(at);
    }

    /// <summary>What was gathered and is no full segment; null when there is nothing.</summary>
    public SegmentAppend? Rest(DateTimeOffset at) => _gathered.Count == 0 ? null : Seal(at);

    private SegmentAppend Seal(DateTimeOffset at)
    {
        var segment = HashChain.Seal(journal, Sequence - _gathered.Count + 1, _gathered.Count, _headHash, at, SegmentPayload.Join(_gathered));
        _headHash = segment.Hash;
        _gathered.Clear();
        return new SegmentAppend(segment);
    }
}
