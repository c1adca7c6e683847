using Clearinghouse.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearinghouse.Silo.Health;

/// <summary>Not ready while commits fail: what can't be made durable is not acknowledged.</summary>
/// <param name="writer">The silo's writer.</param>
internal sealed class JournalHealthCheck(JournalWriter writer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = writer.Health;
        return Task.FromResult(health.IsHealthy
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"no commit since {health.FailingSince:O}: {health.LastError}"));
    }
}
