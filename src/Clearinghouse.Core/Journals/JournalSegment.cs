using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Journals;

/// <summary>
/// A run of consecutive events of one journal, written together and linked to the run before it by hash.
/// Made by <see cref="HashChain.Seal"/>; never changed once written.
/// </summary>
/// <param name="Journal">The journal it belongs to.</param>
/// <param name="FirstSequence">Sequence number of the first event; the first event of a journal has number 1.</param>
/// <param name="Count">How many events the payload holds; at least 1.</param>
/// <param name="PreviousHash">Hash of the segment before it, <see cref="HashChain.Genesis"/> for the first; 32 bytes.</param>
/// <param name="Hash">SHA-256 over everything else in the segment; 32 bytes.</param>
/// <param name="WrittenAt">When its writer sealed it: UTC, whole microseconds (what every database keeps exactly).</param>
/// <param name="Payload">The serialized events.</param>
public sealed record JournalSegment(
    JournalId Journal,
    long FirstSequence,
    int Count,
    ReadOnlyMemory<byte> PreviousHash,
    ReadOnlyMemory<byte> Hash,
    DateTimeOffset WrittenAt,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>Sequence number of the last event in the segment.</summary>
    /// <exception cref="OverflowException">The sequence leaves the 64-bit range.</exception>
    public long LastSequence => FirstSequence + Count - 1;
}
