using System.Data.Common;
using System.Globalization;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Postgres;
using Clearinghouse.Storage.Schema;
using Clearinghouse.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A database for one test: a file in a folder of its own, or a database of the shared PostgreSQL server.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _stores = [];
    private readonly DirectoryInfo? _folder;

    private TestDatabase(DatabaseOptions options, DirectoryInfo? folder)
    {
        Options = options;
        _folder = folder;
    }

    public DatabaseOptions Options { get; }

    /// <summary>An empty database, without schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseKind kind, PostgresFixture postgres)
    {
        if (kind == DatabaseKind.Postgres)
            return new TestDatabase(new DatabaseOptions { Kind = kind, ConnectionString = await postgres.CreateDatabaseAsync() }, null);
        var folder = Directory.CreateTempSubdirectory("clearinghouse-sqlite-");
        return new TestDatabase(new DatabaseOptions { Kind = kind, DataFile = Path.Combine(folder.FullName, "data", "test.db") }, folder);
    }

    /// <summary>A database with the schema installed.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, PostgresFixture postgres)
    {
        var database = await CreateEmptyAsync(kind, postgres);
        await new SchemaInstaller(database.Options, TimeProvider.System).InstallAsync();
        return database;
    }

    /// <summary>Another store over the same database, as another silo would have.</summary>
    public IJournalStore OpenStore()
    {
        var connectionString = Options.ResolveConnectionString();
        if (Options.Kind == DatabaseKind.Postgres)
        {
            var postgres = new PostgresJournalStore(connectionString);
            _stores.Add(postgres);
            return postgres;
        }

        var sqlite = new SqliteJournalStore(connectionString);
        _stores.Add(sqlite);
        return sqlite;
    }

    /// <summary>Runs a statement past the store, as somebody with a database shell might.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The number that a query answers.</summary>
    public async Task<long> ReadNumberAsync(string sql)
    {
        await using var connection = await OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        if (_folder is null)
            return;
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task<DbConnection> OpenConnectionAsync()
    {
        DbConnection connection = Options.Kind == DatabaseKind.Postgres
            ? new NpgsqlConnection(Options.ResolveConnectionString())
            : new SqliteConnection(Options.ResolveAdoNetConnectionString());
        await connection.OpenAsync();
        return connection;
    }
}
