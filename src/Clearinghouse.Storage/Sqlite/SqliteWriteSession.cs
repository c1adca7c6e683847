using Clearinghouse.Core.Identifiers;
using Microsoft.Data.Sqlite;

namespace Clearinghouse.Storage.Sqlite;

/// <summary>The one connection that writes, with its statements prepared. Not safe for use by two threads at once.</summary>
internal sealed class SqliteWriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _readTail;
    private readonly SqliteCommand _insertSegment;
    private readonly SqliteCommand _readVersion;
    private readonly SqliteCommand _writeSnapshot;

    private SqliteWriteSession(SqliteConnection connection)
    {
        _connection = connection;

        // Immediate: the lock is waited for here, where waiting is possible, and not in the middle of the transaction.
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _readTail = Prepare(
            """
            SELECT first_sequence + event_count - 1, hash FROM journal_segment
            WHERE journal = $journal ORDER BY first_sequence DESC LIMIT 1
            """,
            ("$journal", SqliteType.Text));
        _insertSegment = Prepare(
            """
            INSERT INTO journal_segment (journal, first_sequence, event_count, previous_hash, hash, written_at_us, payload)
            VALUES ($journal, $first, $count, $previous, $hash, $at, $payload)
            """,
            ("$journal", SqliteType.Text),
            ("$first", SqliteType.Integer),
            ("$count", SqliteType.Integer),
            ("$previous", SqliteType.Blob),
            ("$hash", SqliteType.Blob),
            ("$at", SqliteType.Integer),
            ("$payload", SqliteType.Blob));
        _readVersion = Prepare("SELECT version FROM journal_snapshot WHERE key = $key", ("$key", SqliteType.Text));
        _writeSnapshot = Prepare(
            """
            INSERT INTO journal_snapshot (key, version, written_at_us, payload) VALUES ($key, $version, $at, $payload)
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, written_at_us = excluded.written_at_us, payload = excluded.payload
            """,
            ("$key", SqliteType.Text),
            ("$version", SqliteType.Integer),
            ("$at", SqliteType.Integer),
            ("$payload", SqliteType.Blob));
    }

    /// <summary>Opens the connection and prepares the statements.</summary>
    public static SqliteWriteSession Open(string connectionString, string openingStatements)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();

            // FULL: in WAL mode anything less may lose acknowledged commits when power is lost.
            // 64 MiB of pages: each append looks at its journal's last row, and thousands of journals are active at a time.
            pragmas.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536;" + openingStatements;
            pragmas.ExecuteNonQuery();
            return new SqliteWriteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes a batch in one transaction. When it throws, the session must be disposed, which rolls back.</summary>
    public IReadOnlyList<WriteOutcome> Commit(WriteBatch batch)
    {
        _begin.ExecuteNonQuery();
        var tails = new Dictionary<JournalId, JournalTail>();
        foreach (var journal in BatchPlan.JournalsOf(batch))
            tails[journal] = ReadTail(journal);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var key in BatchPlan.SnapshotKeysOf(batch))
            versions[key] = ReadVersion(key);

        // The write lock is held since BEGIN, so what the plan builds on cannot change before COMMIT.
        var plan = BatchPlan.Make(batch, tails, versions);
        foreach (var segment in plan.Segments)
        {
            Execute(
                _insertSegment,
                segment.Journal.Value,
                segment.FirstSequence,
                segment.Count,
                segment.PreviousHash.ToArray(),
                segment.Hash.ToArray(),
                SqliteTime.ToMicroseconds(segment.WrittenAt),
                segment.Payload.ToArray());
        }

        foreach (var (_, newVersion, last) in plan.Snapshots)
            Execute(_writeSnapshot, last.Key, newVersion, SqliteTime.ToMicroseconds(last.WrittenAt), last.Payload?.ToArray());
        _commit.ExecuteNonQuery();
        return plan.Outcomes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _readTail, _insertSegment, _readVersion, _writeSnapshot })
            command.Dispose();

        // Closing rolls an unfinished transaction back.
        _connection.Dispose();
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    private JournalTail ReadTail(JournalId journal)
    {
        Bind(_readTail, journal.Value);
        using var reader = _readTail.ExecuteReader();
        return reader.Read() ? new JournalTail(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : JournalTail.Empty;
    }

    private long ReadVersion(string key)
    {
        Bind(_readVersion, key);
        return _readVersion.ExecuteScalar() is long version ? version : 0;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
            command.Parameters.Add(name, type);
        command.Prepare();
        return command;
    }
}
