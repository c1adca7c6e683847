using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearinghouse.Storage.Schema;

/// <summary>
/// Brings a database's schema up to what this program needs: an empty one gets everything, an older one the steps it lacks, a newer
/// one is refused. All steps run in one transaction under a lock, so that silos may start at the same time.
/// </summary>
public sealed class SchemaInstaller
{
    // Any number will do, as long as nothing else in the database locks on it: "clearing" in ASCII.
    private const long PostgresLock = 0x636C656172696E67;

    private readonly DatabaseKind _kind;
    private readonly string _connectionString;
    private readonly IReadOnlyList<SchemaScript> _scripts;
    private readonly TimeProvider _time;

    /// <summary>Makes an installer for the schema compiled into this program.</summary>
    /// <param name="options">The database; valid.</param>
    /// <param name="time">The clock for the record of what was applied when.</param>
    /// <exception cref="InvalidOperationException">The options are not valid.</exception>
    public SchemaInstaller(DatabaseOptions options, TimeProvider time)
        : this(options, SchemaScript.All((options ?? throw new ArgumentNullException(nameof(options))).Kind), time)
    {
    }

    /// <summary>Makes an installer for given steps.</summary>
    /// <param name="options">The database; valid.</param>
    /// <param name="scripts">The steps, numbered from 1 without gaps.</param>
    /// <param name="time">The clock for the record of what was applied when.</param>
    /// <exception cref="InvalidOperationException">The options are not valid.</exception>
    public SchemaInstaller(DatabaseOptions options, IReadOnlyList<SchemaScript> scripts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _kind = options.Kind;
        _connectionString = options.ResolveConnectionString();
        _scripts = scripts;
        _time = time;
    }

    /// <summary>Installs or upgrades.</summary>
    /// <param name="cancellationToken">Gives up; nothing is then changed.</param>
    /// <returns>How many steps were applied; 0 when the schema was up to date.</returns>
    /// <exception cref="SchemaTooNewException">The database belongs to a newer program.</exception>
    public Task<int> InstallAsync(CancellationToken cancellationToken = default) =>
        _kind == DatabaseKind.Postgres ? InstallPostgresAsync(cancellationToken) : InstallSqliteAsync(cancellationToken);

    private async Task<int> InstallPostgresAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Held to the end of the transaction: a second silo waits here and then finds everything done.
        await ExecuteAsync(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({PostgresLock})"), cancellationToken);
        return await ApplyAsync(connection, transaction, cancellationToken);
    }

    private async Task<int> InstallSqliteAsync(CancellationToken cancellationToken)
    {
        var settings = new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        if (Path.GetDirectoryName(Path.GetFullPath(settings.DataSource)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await using var connection = new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        // The mode is kept in the file, and cannot be changed inside a transaction.
        await ExecuteAsync(connection, null, "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", cancellationToken);

        // Not deferred: the write lock is taken here, so a second process waits here and then finds everything done.
        await using var transaction = connection.BeginTransaction(deferred: false);
        return await ApplyAsync(connection, transaction, cancellationToken);
    }

    private async Task<int> ApplyAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            transaction,
            "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL PRIMARY KEY, name text NOT NULL, applied_at text NOT NULL)",
            cancellationToken);
        var installed = await ReadVersionAsync(connection, transaction, cancellationToken);
        if (installed > _scripts.Count)
        {
            throw new SchemaTooNewException(
                $"The database has schema version {installed}, this program knows versions up to {_scripts.Count}. Start the program that upgraded it, or restore a backup from before.");
        }

        foreach (var script in _scripts.Skip(installed))
        {
            await ExecuteAsync(connection, transaction, script.Sql, cancellationToken);
            await ExecuteAsync(
                connection,
                transaction,
                "INSERT INTO schema_version (version, name, applied_at) VALUES (@version, @name, @at)",
                cancellationToken,
                ("@version", script.Version),
                ("@name", script.Name),
                ("@at", _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
        }

        await transaction.CommitAsync(cancellationToken);
        return _scripts.Count - installed;
    }

    private static async Task<int> ReadVersionAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string sql,
        CancellationToken cancellationToken,
        params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
