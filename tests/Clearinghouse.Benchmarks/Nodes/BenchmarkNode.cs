using System.Globalization;
using Clearinghouse.Silo.Hosting;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Benchmarks.Nodes;

/// <summary>A node inside this process, composed as any other, with Orleans.Transactions beside it for comparison. Calls come from within, through the silo's own client.</summary>
internal sealed class BenchmarkNode : IAsyncDisposable
{
    // Slow peers are to be measured, not cut off.
    private const int ResponseTimeoutSeconds = 300;

    private readonly IHost _host;

    private BenchmarkNode(IHost host, DatabaseOptions database)
    {
        _host = host;
        Database = database;
    }

    /// <summary>What it keeps its state in.</summary>
    public DatabaseOptions Database { get; }

    /// <summary>The way to its grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its way to the journals.</summary>
    public IJournalStore Journals => _host.Services.GetRequiredService<IJournalStore>();

    /// <summary>Starts one on a database, with the default options but for ports and patience.</summary>
    public static async Task<BenchmarkNode> StartAsync(DatabaseOptions database, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Clearinghouse:Database:Kind"] = database.Kind.ToString(),
            ["Clearinghouse:Database:DataFile"] = database.DataFile,
            ["Clearinghouse:Database:ConnectionString"] = database.ConnectionString,
            ["Clearinghouse:Node:SiloPort"] = LoopbackPort.FindFree().ToString(CultureInfo.InvariantCulture),
            ["Clearinghouse:Node:GatewayPort"] = "0",
            ["Clearinghouse:Node:ResponseTimeoutSeconds"] = ResponseTimeoutSeconds.ToString(CultureInfo.InvariantCulture),
        });

        // Refused transactions are counted by the callers; what else goes wrong is said.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        builder.Logging.AddFilter("Polly", LogLevel.None).AddFilter("Orleans", LogLevel.Critical);
        builder.AddClearinghouseSilo();
        builder.UseOrleans(silo => silo.UseTransactions());
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new BenchmarkNode(host, database);
    }

    /// <summary>Stops in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
