using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Verification;

/// <summary>Reads journals from their first event, checking every link of the chain on the way.</summary>
/// <param name="store">The database.</param>
public sealed class JournalReader(IJournalStore store)
{
    /// <summary>Segments read so far.</summary>
    public long Segments { get; private set; }

    /// <summary>Events read so far.</summary>
    public long Events { get; private set; }

    /// <summary>Reads a whole journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="see">Called for every event in order.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="VerificationException">The chain is broken, or an event can't be there.</exception>
    public async Task ReadAsync<TEvent>(JournalId journal, Action<long, TEvent> see, CancellationToken cancellationToken)
    {
        JournalSegment? previous = null;
        await foreach (var segment in store.ReadSegmentsAsync(journal, 1, cancellationToken))
        {
            var verdict = HashChain.Verify(segment, previous);
            VerificationException.ThrowUnless(
                verdict == ChainVerdict.Intact, journal.Value, segment.FirstSequence, $"the hash chain is broken: {verdict}");
            See(journal, segment, see);
            previous = segment;
            Segments++;
            Events += segment.Count;
        }
    }

    private static void See<TEvent>(JournalId journal, JournalSegment segment, Action<long, TEvent> see)
    {
        var at = segment.FirstSequence;
        try
        {
            foreach (var (sequence, e) in SegmentPayload.Read<TEvent>(segment))
            {
                at = sequence;
                see(sequence, e);
            }
        }
        catch (Exception error) when (error is not VerificationException)
        {
            // Whatever an event does that no decider could have written, it is this event that is wrong.
            throw new VerificationException(new VerificationFault(journal.Value, at, error is JournalCorruptException ? error.Message : $"the event can't be folded in: {error.Message}"));
        }
    }
}
