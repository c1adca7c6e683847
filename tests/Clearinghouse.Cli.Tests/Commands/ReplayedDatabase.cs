using Microsoft.Data.Sqlite;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>A database that a replay left behind, made once; tests work on copies.</summary>
public sealed class ReplayedDatabase : IAsyncLifetime
{
    private readonly BarsOnDisk _bars = new();
    private int _copies;

    private string Original => _bars.Path("original.db");

    public async ValueTask InitializeAsync()
    {
        var run = await CliRun.Of(["replay", "--bars", "MADEUP=" + _bars.Write("a.csv", 120, 1_000), "--accounts", "60", "--database", Original]);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        _bars.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy, changed by statements that the database itself would refuse: its triggers are dropped first.</summary>
    public string Tampered(params string[] statements)
    {
        var copy = _bars.Path($"copy-{Interlocked.Increment(ref _copies)}.db");
        File.Copy(Original, copy);
        using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        connection.Open();
        Execute(connection, "DROP TRIGGER journal_segment_no_update; DROP TRIGGER journal_segment_no_delete;");
        foreach (var sql in statements) Assert.True(Execute(connection, sql) > 0, $"changed nothing: {sql}");
        return copy;
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
