using System.CommandLine;

namespace Clearinghouse.Cli.Databases;

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
    /// <exception cref="CliException">There is none, or it is not one that this program reads.</exception>
    public Task<OpenedDatabase> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) => (parsed.GetValue(_file), parsed.GetValue(_environment)) switch
    {
        ({ } file, null) => OpenedDatabase.OpenFileAsync(file, cancellationToken),
        (null, { } name) => OpenedDatabase.OpenPostgresAsync(name, cancellationToken),
        _ => throw new CliException("Say which database: either --database FILE or --postgres-connection-env NAME."),
    };
}
