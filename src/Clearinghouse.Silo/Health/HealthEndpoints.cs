using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Clearinghouse.Silo.Health;

/// <summary>
/// Three separate questions. Liveness asks nothing of the database or of other silos: an outage that all nodes share must not restart them all.
/// </summary>
internal static class HealthEndpoints
{
    private const string Startup = "startup";
    private const string Ready = "ready";

    public static void AddClearinghouseHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<StartupHealthCheck>("host", tags: [Startup, Ready])
        .AddCheck<JournalHealthCheck>("journal", tags: [Ready]);

    public static void MapClearinghouseHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/startup", Tagged(Startup));
        endpoints.MapHealthChecks("/health/ready", Tagged(Ready));
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    }

    private static HealthCheckOptions Tagged(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }),
        }),
    };
}
