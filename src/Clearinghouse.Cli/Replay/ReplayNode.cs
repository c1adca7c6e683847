using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Grains;
using Clearinghouse.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Cli.Replay;

/// <summary>A node inside this process, composed as any other, that decides by the time of the bars.</summary>
internal sealed class ReplayNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IGrainFactory _grains;

    private ReplayNode(IHost host)
    {
        _host = host;
        _grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    public static async Task<ReplayNode> StartAsync(string database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clearinghouse:Database:DataFile"] = database,
            ["Clearinghouse:Node:SiloPort"] = FreePort().ToString(CultureInfo.InvariantCulture),
            ["Clearinghouse:Node:GatewayPort"] = "0",
            ["Clearinghouse:Node:ResponseTimeoutSeconds"] = "60",
            ["Clearinghouse:Clearing:PublishStreams"] = "false",
        });
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        builder.Logging.AddFilter("Polly", LogLevel.None).AddFilter("Orleans", LogLevel.Critical);
        builder.Services.AddKeyedSingleton(ClearingClock.Key, clock);
        builder.AddClearinghouseSilo();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new ReplayNode(host);
    }

    public IMarketGrain Market(string market) => _grains.GetGrain<IMarketGrain>(market);

    public IAccountGrain Account(string account) => _grains.GetGrain<IAccountGrain>(account);

    public IClearingPoolGrain Pool(string pool) => _grains.GetGrain<IClearingPoolGrain>(pool);

    /// <summary>Stops in order: what was accepted is committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
