namespace Clearinghouse.Client;

/// <summary>Tries for a first connection every second until the time is up; then the host fails to start with the last error.</summary>
internal sealed class ConnectionRetry(TimeSpan most, TimeProvider clock) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long _started = clock.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(_started) + Pause > most) return false;
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }
}
