using System.CommandLine;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Postgres;
using Clearinghouse.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Clearinghouse.Cli.Commands;

/// <summary>Where a command finds a database that exists: a SQLite file, or PostgreSQL by a connection string in the environment.</summary>
internal sealed class DatabaseOption
{
    private readonly Option<string?> _file = new("--database") { Description = "A SQLite file", HelpName = "FILE" };

    private readonly Option<string?> _environment = new("--postgres-connection-env")
    {
        Description = "The environment variable that holds a PostgreSQL connection string (a secret does not belong on a command line)",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_environment);
    }

    /// <summary>Opens the database for reading.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public IJournalStore Open(ParseResult parsed) => (parsed.GetValue(_file), parsed.GetValue(_environment)) switch
    {
        ({ } file, null) => OpenFile(file),
        (null, { } name) => OpenPostgres(name),
        _ => throw new CliException("Say which database: either --database FILE or --postgres-connection-env NAME."),
    };

    /// <summary>Opens a SQLite file for reading; never makes one.</summary>
    public static SqliteJournalStore OpenFile(string file)
    {
        if (!File.Exists(file)) throw new CliException($"There is no file '{file}'. Check the path; `clearinghouse replay --database {file}` or a node makes one.");
        return new SqliteJournalStore(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
    }

    private static PostgresJournalStore OpenPostgres(string name)
    {
        var options = new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = Environment.GetEnvironmentVariable(name) };
        if (options.FindFaults() is [var first, ..]) throw new CliException($"The environment variable {name}: {first}");
        return new PostgresJournalStore(options.ResolveConnectionString());
    }
}
