using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;

namespace Clearinghouse.Storage;

/// <summary>
/// A database that holds journals and snapshots. Reads may run from anywhere and at any time; <see cref="CommitAsync"/> is for
/// the silo's one <see cref="JournalWriter"/>. Any method throws the database's own exception when the database cannot be reached.
/// </summary>
public interface IJournalStore
{
    /// <summary>
    /// Writes a batch in one transaction and returns when it is durable. An item that is fenced is left out alone; the rest is committed.
    /// </summary>
    /// <param name="batch">The items.</param>
    /// <param name="cancellationToken">Gives up; the outcome is then unknown.</param>
    /// <returns>One outcome for each item, in the order of the items.</returns>
    /// <remarks>When it throws, the outcome is unknown: nothing was written, or (the answer to COMMIT was lost) all of it.</remarks>
    Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Streams, in order, the segment that holds event <paramref name="fromSequence"/> and all later ones up to the end of the
    /// journal as it stands when the end is reached. Never holds more than a page of them.
    /// </summary>
    /// <param name="journal">The journal; one that does not exist is empty.</param>
    /// <param name="fromSequence">The first event wanted; the first segment returned may begin before it. 1 reads the whole journal.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<JournalSegment> ReadSegmentsAsync(JournalId journal, long fromSequence, CancellationToken cancellationToken = default);

    /// <summary>The last segment of a journal, or null when the journal is empty.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<JournalSegment?> ReadHeadAsync(JournalId journal, CancellationToken cancellationToken = default);

    /// <summary>Streams the ids of all journals that hold anything, in the byte order of their UTF-8 text.</summary>
    /// <param name="prefix">Only those that begin with this text; empty for all.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<JournalId> ListJournalsAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Reads a snapshot; null when none was ever written under this key, a record without payload when it was cleared.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Streams all snapshots that have content, in the byte order of their keys.</summary>
    /// <param name="prefix">Only those whose key begins with this text; empty for all.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default);
}
