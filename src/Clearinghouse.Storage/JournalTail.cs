using Clearinghouse.Core.Journals;

namespace Clearinghouse.Storage;

/// <summary>Where a journal ends.</summary>
/// <param name="LastSequence">Number of its last event; 0 when it is empty.</param>
/// <param name="Hash">Hash of its last segment; <see cref="HashChain.Genesis"/> when it is empty.</param>
internal readonly record struct JournalTail(long LastSequence, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The end of a journal that holds nothing.</summary>
    public static JournalTail Empty => new(0, HashChain.Genesis);

    /// <summary>Whether a segment follows this end, by number and by hash.</summary>
    public bool IsFollowedBy(JournalSegment segment) =>
        segment.FirstSequence == LastSequence + 1 && segment.PreviousHash.Span.SequenceEqual(Hash.Span);
}
