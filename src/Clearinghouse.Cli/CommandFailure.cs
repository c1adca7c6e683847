using Clearinghouse.Cli.Acceptance;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Forecasting.Registry;
using Clearinghouse.MarketData.Files;
using Clearinghouse.Silo.Hosting;
using Clearinghouse.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Clearinghouse.Cli;

/// <summary>How a command failed: the exit code, and one line that says what happened and what to do.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Line">One line; for a bug, with the stack trace below it.</param>
internal sealed record CommandFailure(int ExitCode, string Line)
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;
    private const int SqliteNotADatabase = 26;

    /// <summary>Says what an exception means to the person at the keyboard.</summary>
    public static CommandFailure From(Exception error) => error switch
    {
        CliException known => new(known.ExitCode, known.Message),
        OperationCanceledException => new(ExitCodes.Interrupted, "interrupted; what was done is consistent."),
        BarFileException bars => new(ExitCodes.BadInput, bars.Message),
        PromotionRefusedException refusal => new(ExitCodes.GateFailed, refusal.Message),
        ModelRegistryException model => new(ExitCodes.BadInput, model.Message),
        AcceptanceFormatException table => new(ExitCodes.BadInput, table.Message),
        VerificationException fault => new(ExitCodes.VerificationFailed, $"verification failed: {fault.Fault}"),
        UnauthorizedAccessException denied => new(ExitCodes.BadInput, $"{denied.Message} Check who owns it, or name another path."),
        _ => FromDatabase(error) ?? FromStart(error) ?? new(ExitCodes.Unexpected, $"unexpected, please report: {error}"),
    };

    private static CommandFailure? FromDatabase(Exception? error) => error switch
    {
        null => null,
        SqliteException sqlite => FromSqlite(sqlite),
        PostgresException postgres => new(ExitCodes.BadInput, $"PostgreSQL refused: {postgres.MessageText}. Check the connection string in the variable that --postgres-connection-env names."),
        NpgsqlException => new(ExitCodes.Unavailable, "PostgreSQL can't be reached. Start it, or check the connection string in the variable that --postgres-connection-env names."),
        JournalUnavailableException => FromDatabase(error.InnerException)
            ?? new(ExitCodes.Unavailable, $"{error.Message} What was acknowledged is kept; trying again is safe."),
        _ => FromDatabase(error.InnerException),
    };

    private static CommandFailure? FromStart(Exception error)
    {
        if (StartupFailure.Explain(error) is { } failure) return new(failure.ExitCode, failure.Message);
        return error is IOException io ? new(ExitCodes.Unavailable, $"{io.Message} Trying again is safe.") : null;
    }

    private static CommandFailure FromSqlite(SqliteException error) => error.SqliteErrorCode switch
    {
        SqliteBusy or SqliteLocked => new(ExitCodes.Unavailable, "The database is locked by another process. Wait for it or stop it, and try again."),
        SqliteFull => new(ExitCodes.Unavailable, "The disk is full: nothing more can be acknowledged. What was is kept; free some space and start again."),
        SqliteCantOpen => new(ExitCodes.BadInput, "The database can't be opened. Check that its folder exists and may be written, or name another file with --database."),
        SqliteNotADatabase => new(ExitCodes.BadInput, "The file is no SQLite database. Name another one with --database."),
        SqliteCorrupt => new(ExitCodes.VerificationFailed, "The database is damaged: SQLite can't read it. Restore a backup."),
        _ => new(ExitCodes.Unavailable, $"The database failed: {error.Message.TrimEnd('.')}. Trying again is safe."),
    };
}
