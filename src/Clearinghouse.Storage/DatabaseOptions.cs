using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearinghouse.Storage;

/// <summary>Where the platform keeps everything that lasts, read from <c>Clearinghouse:Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The section of the configuration that holds these options.</summary>
    public const string SectionName = "Clearinghouse:Database";

    /// <summary>Which database; SQLite unless told otherwise.</summary>
    public DatabaseKind Kind { get; set; } = DatabaseKind.Sqlite;

    /// <summary>Path of the SQLite file, created with its folder when missing. Either this or <see cref="ConnectionString"/>.</summary>
    public string? DataFile { get; set; }

    /// <summary>Connection string, of Npgsql for PostgreSQL and of Microsoft.Data.Sqlite for SQLite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The invariant by which Orleans' ADO.NET providers know the database's driver.</summary>
    /// <remarks>"System.Data.SQLite" is the name Orleans maps to Microsoft.Data.Sqlite.</remarks>
    public string AdoNetInvariant => Kind == DatabaseKind.Postgres ? "Npgsql" : "System.Data.SQLite";

    /// <summary>The connection string for Orleans' ADO.NET providers.</summary>
    /// <remarks>
    /// For SQLite without pooling: some of their queries open a transaction by themselves, and only a connection that is really
    /// closed is sure to roll back one that failed half-way.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The options are not valid; the message says what to change.</exception>
    public string ResolveAdoNetConnectionString() => Kind == DatabaseKind.Postgres
        ? ResolveConnectionString()
        : new SqliteConnectionStringBuilder(ResolveConnectionString()) { Pooling = false }.ConnectionString;

    /// <summary>What is wrong with these options, one sentence each, naming the configuration key; empty when they will do.</summary>
    public IReadOnlyList<string> FindFaults() => Kind switch
    {
        DatabaseKind.Sqlite => FindSqliteFaults(),
        DatabaseKind.Postgres => FindPostgresFaults(),
        _ => [$"{SectionName}:{nameof(Kind)} must be {nameof(DatabaseKind.Sqlite)} or {nameof(DatabaseKind.Postgres)}, not '{Kind}'."],
    };

    /// <summary>The connection string that the options amount to.</summary>
    /// <exception cref="InvalidOperationException">The options are not valid; the message says what to change.</exception>
    public string ResolveConnectionString()
    {
        var faults = FindFaults();
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(' ', faults));
        return string.IsNullOrWhiteSpace(DataFile)
            ? ConnectionString!
            : new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(DataFile), DefaultTimeout = 30 }.ConnectionString;
    }

    private List<string> FindSqliteFaults()
    {
        var hasFile = !string.IsNullOrWhiteSpace(DataFile);
        if (hasFile != string.IsNullOrWhiteSpace(ConnectionString))
            return [$"Set either {SectionName}:{nameof(DataFile)} (a path) or {SectionName}:{nameof(ConnectionString)}, not both and not neither, for a SQLite database."];
        if (hasFile)
            return [];
        try
        {
            var settings = new SqliteConnectionStringBuilder(ConnectionString);
            if (settings.DataSource.Length == 0 || settings.DataSource == ":memory:" || settings.Mode == SqliteOpenMode.Memory)
                return [$"{SectionName}:{nameof(ConnectionString)} must name a file ('Data Source=...'); a database in memory loses everything."];
            return [];
        }
        catch (ArgumentException error)
        {
            return [$"{SectionName}:{nameof(ConnectionString)} is not a SQLite connection string: {error.Message}"];
        }
    }

    private List<string> FindPostgresFaults()
    {
        var faults = new List<string>();
        if (!string.IsNullOrWhiteSpace(DataFile))
            faults.Add($"{SectionName}:{nameof(DataFile)} is for SQLite; remove it, or set {SectionName}:{nameof(Kind)} to {nameof(DatabaseKind.Sqlite)}.");
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            faults.Add($"{SectionName}:{nameof(ConnectionString)} is missing; PostgreSQL needs one, such as 'Host=...;Database=...;Username=...;Password=...'.");
            return faults;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(ConnectionString).Host))
                faults.Add($"{SectionName}:{nameof(ConnectionString)} names no Host.");
        }
        catch (ArgumentException error)
        {
            faults.Add($"{SectionName}:{nameof(ConnectionString)} is not a PostgreSQL connection string: {error.Message}");
        }

        return faults;
    }
}
