using System.Net;
using Clearinghouse.Abstractions.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Clearinghouse.Client;

/// <summary>Registers the client.</summary>
public static class ClearinghouseClientExtensions
{
    /// <summary>
    /// Connects the host to a clearinghouse cluster and adds <see cref="ClearinghouseClient"/>. Orleans' own <c>IClusterClient</c> stays usable beside it.
    /// Options come from <c>Clearinghouse:Client</c> and from <paramref name="configure"/>.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="configureOrleans">Adds to the Orleans client, for example another clustering in place of fixed gateways.</param>
    public static IHostApplicationBuilder AddClearinghouseClient(
        this IHostApplicationBuilder builder,
        Action<ClearinghouseClientOptions>? configure = null,
        Action<IClientBuilder>? configureOrleans = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new ClearinghouseClientOptions();
        builder.Configuration.GetSection(ClearinghouseClientOptions.SectionName).Bind(options);
        configure?.Invoke(options);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            });
            client.UseConnectionRetryFilter(new ConnectionRetry(TimeSpan.FromSeconds(options.ConnectTimeoutSeconds), TimeProvider.System));
            client.AddMemoryStreams(ClearinghouseStreams.Provider);
            if (configureOrleans is null || options.Gateways.Count > 0) client.UseStaticClustering(GatewaysOf(options));
            configureOrleans?.Invoke(client);
        });
        builder.Services.AddClearinghouseFacade(options);
        return builder;
    }

    /// <summary>Adds <see cref="ClearinghouseClient"/> over an Orleans client that is registered already, as inside a silo.</summary>
    public static IServiceCollection AddClearinghouseFacade(this IServiceCollection services, ClearinghouseClientOptions options)
    {
        services.AddSingleton(Options.Create(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClearinghouseClient>();
        return services;
    }

    private static IPEndPoint[] GatewaysOf(ClearinghouseClientOptions options)
    {
        if (options.Gateways.Count == 0) return [new IPEndPoint(IPAddress.Loopback, 30000)];
        return
        [
            .. options.Gateways.Select(gateway => IPEndPoint.TryParse(gateway, out var endpoint) && endpoint.Port > 0
                ? endpoint
                : throw new InvalidOperationException($"{ClearinghouseClientOptions.SectionName}:Gateways: '{gateway}' is not of the form address:port.")),
        ];
    }
}
