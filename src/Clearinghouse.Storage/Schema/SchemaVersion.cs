using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearinghouse.Storage.Schema;

/// <summary>Which schema a database has, found out without changing anything in it: for whoever only reads.</summary>
public static class SchemaVersion
{
    /// <summary>The version that this program installs and reads; at least 1.</summary>
    public static int Known(DatabaseKind kind) => SchemaScript.All(kind).Count;

    /// <summary>The version that is installed; 0 where there is no schema of this platform.</summary>
    /// <param name="kind">The kind of database.</param>
    /// <param name="connectionString">Connection string of its driver; a SQLite file must exist.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DbException">The database cannot be opened, or the file is none.</exception>
    public static async Task<int> ReadAsync(DatabaseKind kind, string connectionString, CancellationToken cancellationToken = default)
    {
        var (connection, tables) = kind == DatabaseKind.Postgres
            ? ((DbConnection)new NpgsqlConnection(connectionString), "SELECT COUNT(*) FROM pg_tables WHERE tablename = 'schema_version' AND schemaname = ANY (current_schemas(false))")
            : (new SqliteConnection(connectionString), "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'");
        await using (connection)
        {
            await connection.OpenAsync(cancellationToken);
            if (await ReadNumberAsync(connection, tables, cancellationToken) == 0) return 0;
            return await ReadNumberAsync(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_version", cancellationToken);
        }
    }

    private static async Task<int> ReadNumberAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
