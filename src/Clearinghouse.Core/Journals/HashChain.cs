using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Journals;

/// <summary>
/// Seals journal segments into a chain and checks it: each hash covers the hash before it, so that altering, removing or
/// reordering one segment breaks every later link. Pure.
/// </summary>
public static class HashChain
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashSizeBytes = SHA256.HashSizeInBytes;

    private static readonly byte[] GenesisBytes = new byte[HashSizeBytes];

    // Versioned, so that a later layout can never yield a hash of this one.
    private static readonly byte[] DomainTag = Encoding.ASCII.GetBytes("clearinghouse/journal-segment/v1\n");

    /// <summary>What the first segment of a journal names as its predecessor: 32 zero bytes.</summary>
    public static ReadOnlyMemory<byte> Genesis => GenesisBytes;

    /// <summary>Makes the next segment of a journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="firstSequence">Number of the first event; at least 1, and 1 if and only if <paramref name="previousHash"/> is <see cref="Genesis"/>.</param>
    /// <param name="count">How many events; at least 1.</param>
    /// <param name="previousHash">Hash of the segment before it; 32 bytes.</param>
    /// <param name="writtenAt">When; truncated to whole microseconds and turned to UTC.</param>
    /// <param name="payload">The serialized events; kept, not copied.</param>
    /// <exception cref="ArgumentException">A number or a length is out of range, or the first sequence and the genesis hash disagree.</exception>
    public static JournalSegment Seal(
        JournalId journal,
        long firstSequence,
        int count,
        ReadOnlyMemory<byte> previousHash,
        DateTimeOffset writtenAt,
        ReadOnlyMemory<byte> payload)
    {
        if (journal == default)
            throw new ArgumentException("A segment belongs to a journal; the default id names none.", nameof(journal));
        ArgumentOutOfRangeException.ThrowIfLessThan(firstSequence, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (previousHash.Length != HashSizeBytes)
            throw new ArgumentException($"A hash has {HashSizeBytes} bytes, this one has {previousHash.Length}.", nameof(previousHash));
        if ((firstSequence == 1) != previousHash.Span.SequenceEqual(GenesisBytes))
            throw new ArgumentException("Event 1, and no other, follows the genesis hash.", nameof(previousHash));

        var at = ToMicroseconds(writtenAt);
        var unsealed = new JournalSegment(journal, firstSequence, count, previousHash, Genesis, at, payload);
        return unsealed with { Hash = ComputeHash(unsealed) };
    }

    /// <summary>Says whether <paramref name="segment"/> is unaltered and follows <paramref name="previous"/>.</summary>
    /// <param name="segment">The segment to check.</param>
    /// <param name="previous">The segment before it; null when it should be the first of its journal.</param>
    public static ChainVerdict Verify(JournalSegment segment, JournalSegment? previous)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (previous is null)
            return Verify(segment, 0, Genesis.Span);
        return segment.Journal != previous.Journal
            ? ChainVerdict.ForeignJournal
            : Verify(segment, previous.LastSequence, previous.Hash.Span);
    }

    /// <summary>Says whether <paramref name="segment"/> is unaltered and follows the event with that number and hash (kept, say, in a snapshot).</summary>
    /// <param name="segment">The segment to check.</param>
    /// <param name="previousSequence">Number of the last event before it; 0 at the start of a journal.</param>
    /// <param name="previousHash">Hash of the segment that ends with that event; <see cref="Genesis"/> at the start.</param>
    public static ChainVerdict Verify(JournalSegment segment, long previousSequence, ReadOnlySpan<byte> previousHash)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (segment.Count < 1 || segment.FirstSequence != previousSequence + 1)
            return ChainVerdict.SequenceGap;
        if (!segment.PreviousHash.Span.SequenceEqual(previousHash))
            return ChainVerdict.PreviousHashMismatch;
        return segment.Hash.Span.SequenceEqual(ComputeHash(segment)) ? ChainVerdict.Intact : ChainVerdict.HashMismatch;
    }

    private static DateTimeOffset ToMicroseconds(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    // Every part of variable length is preceded by its length, so that no two segments share an encoding.
    private static byte[] ComputeHash(JournalSegment segment)
    {
        var journal = Encoding.UTF8.GetBytes(segment.Journal.Value);
        Span<byte> numbers = stackalloc byte[4 + 8 + 4 + 8 + 4];
        BinaryPrimitives.WriteInt32BigEndian(numbers, journal.Length);
        BinaryPrimitives.WriteInt64BigEndian(numbers[4..], segment.FirstSequence);
        BinaryPrimitives.WriteInt32BigEndian(numbers[12..], segment.Count);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], segment.WrittenAt.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(numbers[24..], segment.Payload.Length);

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(DomainTag);
        sha.AppendData(numbers);
        sha.AppendData(journal);
        sha.AppendData(segment.PreviousHash.Span);
        sha.AppendData(segment.Payload.Span);
        return sha.GetHashAndReset();
    }
}
