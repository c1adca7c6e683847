using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Data.Sqlite;

namespace Clearinghouse.Benchmarks.Nodes;

/// <summary>An empty database that is gone afterwards: a file in a folder of its own, or a database of a PostgreSQL server that ends with this process.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;

    private BenchmarkDatabase(DatabaseOptions options, DirectoryInfo? folder)
    {
        Options = options;
        _folder = folder;
    }

    /// <summary>Where it is.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Makes one.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="folder">Where SQLite files go.</param>
    /// <param name="postgres">The server for the other kind.</param>
    public static async Task<BenchmarkDatabase> CreateAsync(DatabaseKind kind, DirectoryInfo folder, PostgresServer postgres)
    {
        if (kind == DatabaseKind.Postgres)
            return new BenchmarkDatabase(new DatabaseOptions { Kind = kind, ConnectionString = await postgres.CreateDatabaseAsync() }, null);
        var own = folder.CreateSubdirectory(Path.GetRandomFileName());
        return new BenchmarkDatabase(new DatabaseOptions { Kind = kind, DataFile = Path.Combine(own.FullName, "benchmark.db") }, own);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            // Pooled connections keep the file open.
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
