using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Microsoft.Data.Sqlite;

namespace Clearinghouse.Storage.Sqlite;

/// <summary>
/// Journals and snapshots in a SQLite file with write-ahead log and <c>synchronous=FULL</c>: a commit that returned survives the
/// loss of the process and of power. Several processes may share the file on one machine.
/// </summary>
public sealed class SqliteJournalStore : IJournalStore, IAsyncDisposable
{
    private const string SegmentColumns = "journal, first_sequence, event_count, previous_hash, hash, written_at_us, payload";

    private readonly string _readConnectionString;
    private readonly string _writeConnectionString;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Func<string> _openingStatements;
    private SqliteWriteSession? _session;

    /// <summary>Makes a store over a file whose schema is installed; opens nothing yet.</summary>
    /// <param name="connectionString">Connection string of Microsoft.Data.Sqlite.</param>
    public SqliteJournalStore(string connectionString)
        : this(connectionString, () => string.Empty)
    {
    }

    // A test limits the size of the file with statements of its own, which hold for one connection.
    internal SqliteJournalStore(string connectionString, Func<string> openingStatements)
    {
        _openingStatements = openingStatements;

        // A missing file is an error here: to create an empty one would hide the loss of a database.
        var read = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWrite };
        _readConnectionString = read.ConnectionString;
        _writeConnectionString = new SqliteConnectionStringBuilder(read.ConnectionString) { Pooling = false }.ConnectionString;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _session ??= SqliteWriteSession.Open(_writeConnectionString, _openingStatements());
            return _session.Commit(batch);
        }
        catch
        {
            // The state of the connection is unknown; the next commit begins with a fresh one.
            _session?.Dispose();
            _session = null;
            throw;
        }
        finally
        {
            _writing.Release();
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
                WHERE journal = $journal AND first_sequence >= COALESCE($next,
                    (SELECT MAX(first_sequence) FROM journal_segment WHERE journal = $journal AND first_sequence <= $from))
                ORDER BY first_sequence LIMIT {KeysetPages.PayloadRows}
                """,
                ReadSegment,
                token,
                ("$journal", journal.Value),
                ("$from", fromSequence),
                ("$next", last?.LastSequence + 1)),
            KeysetPages.PayloadRows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<JournalSegment?> ReadHeadAsync(JournalId journal, CancellationToken cancellationToken = default)
    {
        var rows = await ReadRowsAsync(
            $"SELECT {SegmentColumns} FROM journal_segment WHERE journal = $journal ORDER BY first_sequence DESC LIMIT 1",
            ReadSegment,
            cancellationToken,
            ("$journal", journal.Value));
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
                WHERE first_sequence = 1 AND journal >= $lower AND journal < $upper AND ($last IS NULL OR journal > $last)
                ORDER BY journal LIMIT {KeysetPages.NameRows}
                """,
                row => row.GetString(0),
                token,
                ("$lower", last ?? range.Lower),
                ("$upper", range.Upper),
                ("$last", last)),
            KeysetPages.NameRows,
            cancellationToken);
        await foreach (var name in names)
            yield return JournalId.Create(name);
    }

    /// <inheritdoc/>
    public async Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default)
    {
        var rows = await ReadRowsAsync(
            "SELECT key, version, written_at_us, payload FROM journal_snapshot WHERE key = $key",
            ReadSnapshot,
            cancellationToken,
            ("$key", key));
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        var range = KeyRange.Of(prefix);
        return KeysetPages.ReadAllAsync<SnapshotRecord>(
            (last, token) => ReadRowsAsync(
                $"""
                SELECT key, version, written_at_us, payload FROM journal_snapshot
                WHERE payload IS NOT NULL AND key >= $lower AND key < $upper AND ($last IS NULL OR key > $last)
                ORDER BY key LIMIT {KeysetPages.PayloadRows}
                """,
                ReadSnapshot,
                token,
                ("$lower", last?.Key ?? range.Lower),
                ("$upper", range.Upper),
                ("$last", last?.Key)),
            KeysetPages.PayloadRows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _session?.Dispose();
        _session = null;
        _writing.Dispose();

        // Pooled connections keep the file open, and on Windows undeletable.
        await using var pooled = new SqliteConnection(_readConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    // A pooled connection of its own for each read: a SQLite connection must not be used by two threads at once.
    private async Task<IReadOnlyList<T>> ReadRowsAsync<T>(
        string sql,
        Func<SqliteDataReader, T> readRow,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var connection = new SqliteConnection(_readConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(readRow(reader));
        return rows;
    }

    private static JournalSegment ReadSegment(SqliteDataReader row) => new(
        JournalId.Create(row.GetString(0)),
        row.GetInt64(1),
        row.GetInt32(2),
        row.GetFieldValue<byte[]>(3),
        row.GetFieldValue<byte[]>(4),
        SqliteTime.FromMicroseconds(row.GetInt64(5)),
        row.GetFieldValue<byte[]>(6));

    private static SnapshotRecord ReadSnapshot(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        SqliteTime.FromMicroseconds(row.GetInt64(2)),
        row.IsDBNull(3) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(3));
}
