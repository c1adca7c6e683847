using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;

namespace Clearinghouse.Core.Journals;

/// <summary>The payload of a segment: one event per line, in the canonical encoding.</summary>
public static class SegmentPayload
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Joins encoded events.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> events)
    {
        var payload = new byte[events.Sum(e => e.Length + 1)];
        var position = 0;
        foreach (var e in events)
        {
            e.CopyTo(payload, position);
            position += e.Length;
            payload[position++] = LineFeed;
        }

        return payload;
    }

    /// <summary>The events of a segment with their sequences, in order.</summary>
    /// <exception cref="JournalCorruptException">The payload does not hold what the segment says.</exception>
    public static IEnumerable<(long Sequence, TEvent Event)> Read<TEvent>(JournalSegment segment)
    {
        var (rest, sequence) = (segment.Payload, segment.FirstSequence);
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf(LineFeed);
            if (end < 0 || sequence > segment.LastSequence) throw Corrupt(segment, "the payload does not end with its last event", null);
            yield return (sequence++, Decode<TEvent>(segment, rest[..end]));
            rest = rest[(end + 1)..];
        }

        if (sequence != segment.LastSequence + 1) throw Corrupt(segment, $"{segment.LastSequence + 1 - sequence} events are missing", null);
    }

    private static TEvent Decode<TEvent>(JournalSegment segment, ReadOnlyMemory<byte> line)
    {
        try
        {
            return CanonicalEncoding.Decode<TEvent>(line.Span);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw Corrupt(segment, error.Message, error);
        }
    }

    private static JournalCorruptException Corrupt(JournalSegment segment, string what, Exception? inner) =>
        new($"{segment.Journal}, segment {segment.FirstSequence} to {segment.LastSequence}: {what}", inner!);
}
