namespace Clearinghouse.Storage.Sqlite;

/// <summary>Times in SQLite, which has no type for them: whole microseconds since 1970-01-01 UTC.</summary>
internal static class SqliteTime
{
    public static long ToMicroseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
