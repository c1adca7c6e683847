using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Npgsql;

namespace Clearinghouse.Storage.Postgres;

/// <summary>
/// Journals and snapshots in PostgreSQL, shared by all silos of a cluster. Commits with <c>synchronous_commit=on</c> whatever the
/// server's default, so that a commit that returned survives the loss of the server.
/// </summary>
public sealed class PostgresJournalStore : IJournalStore, IAsyncDisposable
{
    // Each attempt that is lost was lost to another silo's commit, so a batch that loses this often meets a fault, not a race.
    private const int MaxAttempts = 16;

    private const string SegmentColumns = "journal, first_sequence, event_count, previous_hash, hash, written_at, payload";

    private readonly NpgsqlDataSource _database;

    /// <summary>Makes a store over a database whose schema is installed; connects to nothing yet.</summary>
    /// <param name="connectionString">Connection string of Npgsql.</param>
    public PostgresJournalStore(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = string.Join(' ', settings.Options, "-c synchronous_commit=on").Trim();
        _database = NpgsqlDataSource.Create(settings);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var session = new PostgresWriteSession(connection);
                var plan = await session.PlanAsync(batch, cancellationToken);
                if (await session.TryApplyAsync(plan, cancellationToken))
                {
                    await transaction.CommitAsync(cancellationToken);
                    return plan.Outcomes;
                }

                await transaction.RollbackAsync(cancellationToken);
                if (attempt == MaxAttempts)
                    throw new InvalidOperationException($"A batch met a concurrent writer {MaxAttempts} times in a row.");
            }
            catch (PostgresException error) when (attempt < MaxAttempts && error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // The server rolled this side of a race back; the other side went on.
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalSegment> ReadSegmentsAsync(JournalId journal, long fromSequence, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        return KeysetPages.ReadAllAsync<JournalSegment>(
            (last, token) => ReadRowsAsync(
                $"""
                SELECT {SegmentColumns} FROM journal_segment
                WHERE journal = $1 AND first_sequence >= COALESCE($2,
                    (SELECT MAX(first_sequence) FROM journal_segment WHERE journal = $1 AND first_sequence <= $3))
                ORDER BY first_sequence LIMIT {KeysetPages.PayloadRows}
                """,
                ReadSegment,
                token,
                PostgresParameters.Text(journal.Value),
                PostgresParameters.Bigint(last?.LastSequence + 1),
                PostgresParameters.Bigint(fromSequence)),
            KeysetPages.PayloadRows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<JournalSegment?> ReadHeadAsync(JournalId journal, CancellationToken cancellationToken = default)
    {
        var rows = await ReadRowsAsync(
            $"SELECT {SegmentColumns} FROM journal_segment WHERE journal = $1 ORDER BY first_sequence DESC LIMIT 1",
            ReadSegment,
            cancellationToken,
            PostgresParameters.Text(journal.Value));
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalId> ListJournalsAsync(
        string prefix = "",
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var range = KeyRange.Of(prefix);
        var names = KeysetPages.ReadAllAsync<string>(
            (last, token) => ReadRowsAsync(
                $"""
                SELECT journal FROM journal_segment
                WHERE first_sequence = 1 AND journal >= $1 AND journal < $2 AND ($3 IS NULL OR journal > $3)
                ORDER BY journal LIMIT {KeysetPages.NameRows}
                """,
                row => row.GetString(0),
                token,
                PostgresParameters.Text(last ?? range.Lower),
                PostgresParameters.Text(range.Upper),
                PostgresParameters.Text(last)),
            KeysetPages.NameRows,
            cancellationToken);
        await foreach (var name in names)
            yield return JournalId.Create(name);
    }

    /// <inheritdoc/>
    public async Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default)
    {
        var rows = await ReadRowsAsync(
            "SELECT key, version, written_at, payload FROM journal_snapshot WHERE key = $1",
            ReadSnapshot,
            cancellationToken,
            PostgresParameters.Text(key));
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        var range = KeyRange.Of(prefix);
        return KeysetPages.ReadAllAsync<SnapshotRecord>(
            (last, token) => ReadRowsAsync(
                $"""
                SELECT key, version, written_at, payload FROM journal_snapshot
                WHERE payload IS NOT NULL AND key >= $1 AND key < $2 AND ($3 IS NULL OR key > $3)
                ORDER BY key LIMIT {KeysetPages.PayloadRows}
                """,
                ReadSnapshot,
                token,
                PostgresParameters.Text(last?.Key ?? range.Lower),
                PostgresParameters.Text(range.Upper),
                PostgresParameters.Text(last?.Key)),
            KeysetPages.PayloadRows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<IReadOnlyList<T>> ReadRowsAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> readRow,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        await using var command = _database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(readRow(reader));
        return rows;
    }

    private static JournalSegment ReadSegment(NpgsqlDataReader row) => new(
        JournalId.Create(row.GetString(0)),
        row.GetInt64(1),
        row.GetInt32(2),
        row.GetFieldValue<byte[]>(3),
        row.GetFieldValue<byte[]>(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.GetFieldValue<byte[]>(6));

    private static SnapshotRecord ReadSnapshot(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        row.GetFieldValue<DateTimeOffset>(2),
        row.IsDBNull(3) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(3));
}
