namespace Clearinghouse.Storage;

/// <summary>Whether a silo's writes reach the database.</summary>
/// <param name="FailingSince">When the present outage began; null while writes succeed.</param>
/// <param name="LastError">The message of the latest failure in the present outage; null while writes succeed.</param>
public sealed record JournalHealth(DateTimeOffset? FailingSince, string? LastError)
{
    /// <summary>The state while writes succeed, or none was tried.</summary>
    public static JournalHealth Healthy { get; } = new(null, null);

    /// <summary>Whether the last commit succeeded.</summary>
    public bool IsHealthy => FailingSince is null;
}
