using System.Net;
using System.Net.Sockets;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A silo whose membership, reminders and cold states are with Orleans' ADO.NET providers.</summary>
internal static class AdoNetSilo
{
    /// <summary>Builds a silo; the caller starts it, or uses its tables without.</summary>
    public static IHost Build(DatabaseOptions database, ProbeTicks? ticks = null)
    {
        var (invariant, connectionString) = (database.AdoNetInvariant, database.ResolveAdoNetConnectionString());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(ticks ?? new ProbeTicks());
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("test", "test"))
            // Silos that join at the same moment may miss each other's news, and then wait for the next reading of the table.
            .Configure<ClusterMembershipOptions>(options => options.TableRefreshTimeout = TimeSpan.FromSeconds(2))
            .ConfigureEndpoints(IPAddress.Loopback, FindFreePort(), FindFreePort())
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (invariant, connectionString))
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (invariant, connectionString))
            .AddAdoNetGrainStorage("cold", options =>
                (options.Invariant, options.ConnectionString, options.GrainStorageSerializer) = (invariant, connectionString, new JsonGrainStateSerializer())));
        return builder.Build();
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
