using System.Data.Common;
using Clearinghouse.Abstractions;
using Clearinghouse.Storage;

namespace Clearinghouse.Grains.Failures;

/// <summary>
/// Exceptions of the storage and of database drivers mean nothing to a caller, and some can't even be sent to one. What a caller must know is that the outcome is unknown.
/// </summary>
internal static class LostInfrastructure
{
    /// <summary>True for an exception of the storage.</summary>
    public static bool Caused(Exception error) => error is JournalUnavailableException or DbException or IOException;

    /// <summary>What to tell a caller of such an exception.</summary>
    public static OutcomeUnknownException Explain(Exception error) => error is JournalUnavailableException
        ? new OutcomeUnknownException(error.Message)
        : new OutcomeUnknownException($"The database failed: {error.Message}. Ask again with the same id.");
}
