using Clearinghouse.Storage;
using Clearinghouse.Storage.Postgres;
using Clearinghouse.Storage.Schema;
using Clearinghouse.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Clearinghouse.Cli.Databases;

/// <summary>A database that is there, holds a clearinghouse of this program's version, and is only read.</summary>
internal sealed class OpenedDatabase : IAsyncDisposable
{
    private const int SqliteReadOnly = 8;
    private const int SqliteCantOpen = 14;

    private readonly IAsyncDisposable _owned;

    private OpenedDatabase(IJournalStore store, IAsyncDisposable owned)
    {
        Store = store;
        _owned = owned;
    }

    /// <summary>What to read from.</summary>
    public IJournalStore Store { get; }

    /// <summary>Opens a SQLite file; never makes one, and leaves its content as it is.</summary>
    /// <exception cref="CliException">There is no such file, or no clearinghouse of this version in it.</exception>
    public static async Task<OpenedDatabase> OpenFileAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) throw new CliException($"There is no file '{file}'. Check the path; `clearinghouse replay --database {file}` or a node makes one.");

        // What a crash or a running node left in the log is read, not merged into the file. Without a log there is nothing to merge, and a writer's connection
        // cleans up after itself where a reader's leaves empty files behind.
        var hasLog = File.Exists(file + "-wal");
        var connection = ConnectionString(file, hasLog ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite);
        try
        {
            await CheckVersionAsync(DatabaseKind.Sqlite, connection, file, cancellationToken);
        }
        catch (SqliteException error) when (!hasLog && error.SqliteErrorCode is SqliteReadOnly or SqliteCantOpen)
        {
            // A medium that can't be written: nobody else can be writing there either.
            connection = ConnectionString($"{new Uri(Path.GetFullPath(file)).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
            await CheckVersionAsync(DatabaseKind.Sqlite, connection, file, cancellationToken);
        }

        var store = new SqliteJournalStore(connection);
        return new OpenedDatabase(store, store);
    }

    /// <summary>Opens a PostgreSQL database whose connection string an environment variable holds.</summary>
    /// <exception cref="CliException">The variable holds none, or the database no clearinghouse of this version.</exception>
    public static async Task<OpenedDatabase> OpenPostgresAsync(string variable, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)))
            throw new CliException($"The environment variable {variable} is not set. It must hold a connection string, such as 'Host=...;Database=...;Username=...;Password=...'.");
        var options = new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = Environment.GetEnvironmentVariable(variable) };
        if (options.FindFaults() is [var first, ..]) throw new CliException($"The environment variable {variable}: {first}");
        var connection = options.ResolveConnectionString();
        await CheckVersionAsync(DatabaseKind.Postgres, connection, $"the database of {variable}", cancellationToken);
        var store = new PostgresJournalStore(connection);
        return new OpenedDatabase(store, store);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private static async Task CheckVersionAsync(DatabaseKind kind, string connectionString, string name, CancellationToken cancellationToken)
    {
        var (installed, known) = (await SchemaVersion.ReadAsync(kind, connectionString, cancellationToken), SchemaVersion.Known(kind));
        if (installed == known) return;
        throw new CliException(installed switch
        {
            0 => $"There is no clearinghouse in {name}: it is empty, or something else's database. Name one that a node or a replay wrote.",
            _ when installed > known => $"{name} has schema version {installed}, this program knows versions up to {known}. Use the program that wrote it.",
            _ => $"{name} has schema version {installed}, this program reads version {known}. Start a node of this version on it once: it upgrades in place.",
        });
    }

    private static string ConnectionString(string source, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ConnectionString;
}
