using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clearinghouse.Silo.Health;

/// <summary>Healthy once the host, and with it the silo, has started; unhealthy again when it stops, so that no new work is sent here.</summary>
/// <param name="lifetime">The host.</param>
internal sealed class StartupHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Task.FromResult(HealthCheckResult.Unhealthy("stopping"));
        return Task.FromResult(lifetime.ApplicationStarted.IsCancellationRequested ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("starting"));
    }
}
