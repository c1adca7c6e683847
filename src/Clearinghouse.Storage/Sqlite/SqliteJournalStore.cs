using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Clearinghouse.Storage.Sqlite;

/// <summary>
/// Journals and snapshots in a SQLite file with write-ahead log and <c>synchronous=FULL</c>: a commit that returned survives the
/// loss of the process and of power. Several processes may share the file on one machine.
/// </summary>
public sealed class SqliteJournalStore : RelationalJournalStore, IAsyncDisposable
{
    private readonly string _readConnectionString;
    private readonly string _writeConnectionString;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Func<string> _openingStatements;
    private SqliteWriteSession? _session;

    /// <summary>Makes a store over a file whose schema is installed; opens nothing yet.</summary>
    /// <param name="connectionString">Connection string of Microsoft.Data.Sqlite; one that is read-only makes a store that only reads.</param>
    public SqliteJournalStore(string connectionString)
        : this(connectionString, () => string.Empty)
    {
    }

    // A test limits the size of the file with statements of its own, which hold for one connection.
    internal SqliteJournalStore(string connectionString, Func<string> openingStatements)
        : base("written_at_us")
    {
        _openingStatements = openingStatements;

        // A missing file is an error here: to create an empty one would hide the loss of a database.
        var read = new SqliteConnectionStringBuilder(connectionString);
        if (read.Mode != SqliteOpenMode.ReadOnly) read.Mode = SqliteOpenMode.ReadWrite;
        _readConnectionString = read.ConnectionString;
        _writeConnectionString = new SqliteConnectionStringBuilder(read.ConnectionString) { Pooling = false }.ConnectionString;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default)
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

    // Pooled, and another for each read: a SQLite connection must not be used by two threads at once.
    private protected override async ValueTask<DbConnection> OpenReadConnectionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = new SqliteConnection(_readConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private protected override DateTimeOffset ReadTime(DbDataReader row, int ordinal) => SqliteTime.FromMicroseconds(row.GetInt64(ordinal));
}
