using System.Runtime.CompilerServices;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>A database in which somebody rewrote the events of one journal, and every hash after them.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
/// <param name="inner">The database.</param>
/// <param name="journal">The journal.</param>
/// <param name="forge">What becomes of an event.</param>
internal sealed class ForgedStore<TEvent>(IJournalStore inner, JournalId journal, Func<TEvent, TEvent> forge) : IJournalStore
{
    public Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default) => throw new NotSupportedException("it is only read");

    public async IAsyncEnumerable<JournalSegment> ReadSegmentsAsync(JournalId read, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ReadOnlyMemory<byte>? previous = null;
        await foreach (var segment in inner.ReadSegmentsAsync(read, fromSequence, cancellationToken))
        {
            if (read != journal)
            {
                yield return segment;
                continue;
            }

            var payload = SegmentPayload.Join([.. SegmentPayload.Read<TEvent>(segment).Select(e => CanonicalEncoding.Encode(forge(e.Event)))]);
            var forged = HashChain.Seal(journal, segment.FirstSequence, segment.Count, previous ?? segment.PreviousHash, segment.WrittenAt, payload);
            previous = forged.Hash;
            yield return forged;
        }
    }

    public Task<JournalSegment?> ReadHeadAsync(JournalId read, CancellationToken cancellationToken = default) => inner.ReadHeadAsync(read, cancellationToken);

    public IAsyncEnumerable<JournalId> ListJournalsAsync(string prefix = "", CancellationToken cancellationToken = default) => inner.ListJournalsAsync(prefix, cancellationToken);

    public Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default) => inner.ReadSnapshotAsync(key, cancellationToken);

    public IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default) => inner.ListSnapshotsAsync(prefix, cancellationToken);
}
