using System.Data.Common;
using Npgsql;

namespace Clearinghouse.Storage.Postgres;

/// <summary>
/// Journals and snapshots in PostgreSQL, shared by all silos of a cluster. Commits with <c>synchronous_commit=on</c> whatever the
/// server's default, so that a commit that returned survives the loss of the server.
/// </summary>
public sealed class PostgresJournalStore : RelationalJournalStore, IAsyncDisposable
{
    // Each attempt that is lost was lost to another silo's commit, so a batch that loses this often meets a fault, not a race.
    private const int MaxAttempts = 16;

    private readonly NpgsqlDataSource _database;

    /// <summary>Makes a store over a database whose schema is installed; connects to nothing yet.</summary>
    /// <param name="connectionString">Connection string of Npgsql.</param>
    public PostgresJournalStore(string connectionString)
        : base("written_at")
    {
        // The pool is this store's own and its sessions keep no state, so none needs to be reset between uses.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        settings.Options = string.Join(' ', settings.Options, "-c synchronous_commit=on").Trim();
        _database = NpgsqlDataSource.Create(settings);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var session = new PostgresWriteSession(connection);
                var plan = await session.PlanAsync(batch, cancellationToken);
                if (await session.TryApplyAsync(plan, cancellationToken))
                {
                    await transaction.CommitAsync(cancellationToken);
                    return plan.Outcomes;
                }

                await transaction.RollbackAsync(cancellationToken);
                if (attempt == MaxAttempts)
                    throw new InvalidOperationException($"A batch met a concurrent writer {MaxAttempts} times in a row.");
            }
            catch (PostgresException error) when (attempt < MaxAttempts && error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // The server rolled this side of a race back; the other side went on.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private protected override async ValueTask<DbConnection> OpenReadConnectionAsync(CancellationToken cancellationToken) =>
        await _database.OpenConnectionAsync(cancellationToken);

    private protected override DateTimeOffset ReadTime(DbDataReader row, int ordinal) => row.GetFieldValue<DateTimeOffset>(ordinal);
}
