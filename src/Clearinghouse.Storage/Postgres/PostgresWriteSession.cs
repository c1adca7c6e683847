using Clearinghouse.Core.Identifiers;
using Npgsql;

namespace Clearinghouse.Storage.Postgres;

/// <summary>The statements of one write transaction: read where things stand, then write all that fits in one round trip.</summary>
/// <remarks>
/// The isolation level is READ COMMITTED, so another silo may commit between the two. Every write therefore repeats its condition
/// (the unique key of a segment, the version of a snapshot), and a row that does not go in means: roll back, plan again.
/// </remarks>
internal sealed class PostgresWriteSession(NpgsqlConnection connection)
{
    private const string ReadTails =
        """
        SELECT wanted.journal, tail.last_sequence, tail.hash
        FROM unnest($1) AS wanted(journal)
        CROSS JOIN LATERAL
        (
            SELECT first_sequence + event_count - 1 AS last_sequence, hash FROM journal_segment
            WHERE journal_segment.journal = wanted.journal ORDER BY first_sequence DESC LIMIT 1
        ) AS tail
        """;

    private const string ReadVersions = "SELECT key, version FROM journal_snapshot WHERE key = ANY ($1)";

    private const string InsertSegments =
        """
        INSERT INTO journal_segment (journal, first_sequence, event_count, previous_hash, hash, written_at, payload)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (journal, first_sequence) DO NOTHING
        """;

    private const string InsertSnapshots =
        """
        INSERT INTO journal_snapshot (key, version, written_at, payload)
        SELECT * FROM unnest($1, $2, $3, $4)
        ON CONFLICT (key) DO NOTHING
        """;

    private const string UpdateSnapshots =
        """
        UPDATE journal_snapshot AS stored
        SET version = wanted.version, written_at = wanted.written_at, payload = wanted.payload
        FROM unnest($1, $2, $3, $4, $5) AS wanted(key, version, written_at, payload, stored_version)
        WHERE stored.key = wanted.key AND stored.version = wanted.stored_version
        """;

    /// <summary>Reads where the batch's journals and snapshots stand, and plans.</summary>
    public async Task<BatchPlan> PlanAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        var journals = BatchPlan.JournalsOf(batch);
        var keys = BatchPlan.SnapshotKeysOf(batch);
        var tails = new Dictionary<JournalId, JournalTail>();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);

        await using var reads = new NpgsqlBatch(connection);
        if (journals.Count > 0)
            Add(reads, ReadTails, PostgresParameters.TextArray(journals.Select(journal => journal.Value)));
        if (keys.Count > 0)
            Add(reads, ReadVersions, PostgresParameters.TextArray(keys));
        if (reads.BatchCommands.Count == 0)
            return BatchPlan.Make(batch, tails, versions);

        await reads.PrepareAsync(cancellationToken);
        await using var reader = await reads.ExecuteReaderAsync(cancellationToken);
        if (journals.Count > 0)
        {
            while (await reader.ReadAsync(cancellationToken))
                tails[JournalId.Create(reader.GetString(0))] = new JournalTail(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
            await reader.NextResultAsync(cancellationToken);
        }

        while (keys.Count > 0 && await reader.ReadAsync(cancellationToken))
            versions[reader.GetString(0)] = reader.GetInt64(1);
        return BatchPlan.Make(batch, tails, versions);
    }

    /// <summary>Writes what the plan let through; false when another silo got in between and the transaction must be rolled back.</summary>
    public async Task<bool> TryApplyAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        // One order for all silos, so that two of them seldom wait for each other.
        var segments = plan.Segments.OrderBy(segment => segment.Journal.Value, StringComparer.Ordinal).ThenBy(segment => segment.FirstSequence).ToList();
        var created = plan.Snapshots.Where(change => change.StoredVersion == 0).OrderBy(change => change.Last.Key, StringComparer.Ordinal).ToList();
        var updated = plan.Snapshots.Where(change => change.StoredVersion > 0).OrderBy(change => change.Last.Key, StringComparer.Ordinal).ToList();

        await using var writes = new NpgsqlBatch(connection);
        if (segments.Count > 0)
        {
            Add(
                writes,
                InsertSegments,
                PostgresParameters.TextArray(segments.Select(segment => segment.Journal.Value)),
                PostgresParameters.BigintArray(segments.Select(segment => segment.FirstSequence)),
                PostgresParameters.IntegerArray(segments.Select(segment => segment.Count)),
                PostgresParameters.BytesArray(segments.Select(segment => segment.PreviousHash.ToArray())),
                PostgresParameters.BytesArray(segments.Select(segment => segment.Hash.ToArray())),
                PostgresParameters.TimeArray(segments.Select(segment => segment.WrittenAt)),
                PostgresParameters.BytesArray(segments.Select(segment => segment.Payload.ToArray())));
        }

        if (created.Count > 0)
            Add(writes, InsertSnapshots, SnapshotColumns(created));
        if (updated.Count > 0)
            Add(writes, UpdateSnapshots, [.. SnapshotColumns(updated), PostgresParameters.BigintArray(updated.Select(change => change.StoredVersion))]);
        if (writes.BatchCommands.Count == 0)
            return true;

        await writes.PrepareAsync(cancellationToken);
        var written = await writes.ExecuteNonQueryAsync(cancellationToken);
        return written == segments.Count + created.Count + updated.Count;
    }

    private static NpgsqlParameter[] SnapshotColumns(List<SnapshotChange> changes) =>
    [
        PostgresParameters.TextArray(changes.Select(change => change.Last.Key)),
        PostgresParameters.BigintArray(changes.Select(change => change.NewVersion)),
        PostgresParameters.TimeArray(changes.Select(change => change.Last.WrittenAt)),
        PostgresParameters.BytesArray(changes.Select(change => change.Last.Payload?.ToArray())),
    ];

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
