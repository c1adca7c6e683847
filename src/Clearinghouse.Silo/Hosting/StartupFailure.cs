using System.Net.Sockets;
using Clearinghouse.Storage.Schema;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Clearinghouse.Silo.Hosting;

/// <summary>Why a node did not start, in one line that says what to do, and the exit code that goes with it.</summary>
/// <param name="ExitCode">2 for a wrong configuration, 5 for something that may pass, 1 for anything else.</param>
/// <param name="Message">One line.</param>
public sealed record StartupFailure(int ExitCode, string Message)
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;
    private const int SqliteNotADatabase = 26;

    /// <summary>Explains an exception thrown while a host starts; null when there is nothing better to say than the exception itself.</summary>
    public static StartupFailure? Explain(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            if (ExplainOne(cause) is { } known) return known;
        return error is AggregateException all ? all.InnerExceptions.Select(Explain).FirstOrDefault(known => known is not null) : null;
    }

    private static StartupFailure? ExplainOne(Exception cause) => cause switch
    {
        OptionsValidationException invalid => new(2, string.Join(' ', invalid.Failures)),
        SchemaTooNewException newer => new(2, newer.Message),
        AddressInUseException => PortInUse,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => PortInUse,
        SqliteException sqlite => Explain(sqlite),
        PostgresException postgres => new(2, $"PostgreSQL refused: {postgres.MessageText}. Check Clearinghouse:Database:ConnectionString."),
        NpgsqlException => new(5, "PostgreSQL can't be reached. Start it, or check Clearinghouse:Database:ConnectionString."),
        _ => null,
    };

    private static StartupFailure PortInUse => new(
        5, "A port is in use, perhaps by another node. Stop that one, or set other ports: --Clearinghouse:Node:SiloPort, --Clearinghouse:Node:GatewayPort, --Clearinghouse:Node:HttpPort.");

    private static StartupFailure Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        SqliteBusy or SqliteLocked => new(5, "The database file is locked by another process. Stop that one, or set another file: --Clearinghouse:Database:DataFile."),
        SqliteFull => new(5, "The disk is full: nothing can be acknowledged. Free some space and start again."),
        SqliteCantOpen => new(2, "The database file can't be opened. Check that its folder exists and may be written: Clearinghouse:Database:DataFile."),
        SqliteNotADatabase => new(2, "The file is no SQLite database. Set another one: --Clearinghouse:Database:DataFile."),
        _ => new(5, $"The database failed: {error.Message}."),
    };
}
