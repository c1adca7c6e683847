using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;

namespace Clearinghouse.Storage;

/// <summary>What both databases read alike: the same tables, the same statements, a connection of its own for each read.</summary>
public abstract class RelationalJournalStore : IJournalStore
{
    private readonly string _segmentColumns;
    private readonly string _snapshotColumns;

    private protected RelationalJournalStore(string timeColumn)
    {
        _segmentColumns = $"journal, first_sequence, event_count, previous_hash, hash, {timeColumn}, payload";
        _snapshotColumns = $"key, version, {timeColumn}, payload";
    }

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalSegment> ReadSegmentsAsync(JournalId journal, long fromSequence, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        return KeysetPages.ReadAllAsync<JournalSegment>(
            (last, token) => ReadRowsAsync(
                $"""
                SELECT {_segmentColumns} FROM journal_segment
                WHERE journal = @journal AND first_sequence >= COALESCE(@next,
                    (SELECT MAX(first_sequence) FROM journal_segment WHERE journal = @journal AND first_sequence <= @from))
                ORDER BY first_sequence LIMIT {KeysetPages.PayloadRows}
                """,
                ReadSegment,
                token,
                Text("@journal", journal.Value),
                Number("@from", fromSequence),
                Number("@next", last?.LastSequence + 1)),
            KeysetPages.PayloadRows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<JournalSegment?> ReadHeadAsync(JournalId journal, CancellationToken cancellationToken = default)
    {
        var rows = await ReadRowsAsync(
            $"SELECT {_segmentColumns} FROM journal_segment WHERE journal = @journal ORDER BY first_sequence DESC LIMIT 1",
            ReadSegment,
            cancellationToken,
            Text("@journal", journal.Value));
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalId> ListJournalsAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Not by first segments: a journal that lost its first one must be listed too, or nobody would see that.
        var names = ReadKeysAsync(
            "SELECT DISTINCT journal FROM journal_segment WHERE first_sequence >= 1",
            "journal",
            prefix,
            row => row.GetString(0),
            name => name,
            KeysetPages.NameRows,
            cancellationToken);
        await foreach (var name in names)
            yield return JournalId.Create(name);
    }

    /// <inheritdoc/>
    public async Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default)
    {
        var rows = await ReadRowsAsync(
            $"SELECT {_snapshotColumns} FROM journal_snapshot WHERE key = @key",
            ReadSnapshot,
            cancellationToken,
            Text("@key", key));
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        ReadKeysAsync(
            $"SELECT {_snapshotColumns} FROM journal_snapshot WHERE payload IS NOT NULL",
            "key",
            prefix,
            ReadSnapshot,
            record => record.Key,
            KeysetPages.PayloadRows,
            cancellationToken);

    private protected abstract ValueTask<DbConnection> OpenReadConnectionAsync(CancellationToken cancellationToken);

    private protected abstract DateTimeOffset ReadTime(DbDataReader row, int ordinal);

    private static (string Name, DbType Type, object? Value) Text(string name, string? value) => (name, DbType.String, value);

    private static (string Name, DbType Type, object? Value) Number(string name, long? value) => (name, DbType.Int64, value);

    private IAsyncEnumerable<T> ReadKeysAsync<T>(
        string select,
        string keyColumn,
        string prefix,
        Func<DbDataReader, T> readRow,
        Func<T, string> keyOf,
        int pageRows,
        CancellationToken cancellationToken)
        where T : class
    {
        // Keys that begin with the prefix are a range in byte order, the order in which both databases compare them.
        ArgumentNullException.ThrowIfNull(prefix);
        var above = prefix + "\U0010FFFF";
        return KeysetPages.ReadAllAsync<T>(
            (last, token) => ReadRowsAsync(
                $"{select} AND {keyColumn} >= @from AND {keyColumn} < @above AND (@last IS NULL OR {keyColumn} > @last) ORDER BY {keyColumn} LIMIT {pageRows}",
                readRow,
                token,
                Text("@from", last is null ? prefix : keyOf(last)),
                Text("@above", above),
                Text("@last", last is null ? null : keyOf(last))),
            pageRows,
            cancellationToken);
    }

    private async Task<IReadOnlyList<T>> ReadRowsAsync<T>(
        string sql,
        Func<DbDataReader, T> readRow,
        CancellationToken cancellationToken,
        params (string Name, DbType Type, object? Value)[] parameters)
    {
        await using var connection = await OpenReadConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(readRow(reader));
        return rows;
    }

    private JournalSegment ReadSegment(DbDataReader row) => new(
        JournalId.Create(row.GetString(0)),
        row.GetInt64(1),
        row.GetInt32(2),
        row.GetFieldValue<byte[]>(3),
        row.GetFieldValue<byte[]>(4),
        ReadTime(row, 5),
        row.GetFieldValue<byte[]>(6));

    private SnapshotRecord ReadSnapshot(DbDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        ReadTime(row, 2),
        row.IsDBNull(3) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(3));
}
