using Microsoft.Extensions.Logging;

namespace Clearinghouse.Storage;

/// <summary>Keeps track of outages of the database, and logs the beginning and the end of each, not every failure in between.</summary>
internal sealed class JournalOutage(TimeProvider time, ILogger logger)
{
    private volatile JournalHealth _health = JournalHealth.Healthy;
    private long _failedCommits;

    public JournalHealth Health => _health;

    public void Failed(Exception error)
    {
        _failedCommits++;
        if (_health.IsHealthy)
        {
            _health = new JournalHealth(time.GetUtcNow(), error.Message);
            logger.LogCritical(error, "The journal cannot be written: {Reason}. Every write fails until the database accepts one again.", error.Message);
            return;
        }

        _health = _health with { LastError = error.Message };
    }

    public void Succeeded()
    {
        if (_health.FailingSince is not { } since)
            return;
        _health = JournalHealth.Healthy;
        logger.LogCritical("The journal can be written again after {OutageSeconds:F1} s and {FailedCommits} failed commits.", (time.GetUtcNow() - since).TotalSeconds, _failedCommits);
        _failedCommits = 0;
    }
}
