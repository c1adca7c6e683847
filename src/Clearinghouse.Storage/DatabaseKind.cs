namespace Clearinghouse.Storage;

/// <summary>Which database holds the journals.</summary>
public enum DatabaseKind
{
    /// <summary>A SQLite file: one machine, nothing to install.</summary>
    Sqlite = 0,

    /// <summary>PostgreSQL: needed as soon as silos run on several machines.</summary>
    Postgres = 1,
}
