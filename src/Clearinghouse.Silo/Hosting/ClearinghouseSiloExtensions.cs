using System.Net;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Client;
using Clearinghouse.Core.Margin;
using Clearinghouse.Forecasting.Serving;
using Clearinghouse.Grains;
using Clearinghouse.Grains.Accounts;
using Clearinghouse.Grains.Authority;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Failures;
using Clearinghouse.Grains.Forecasts;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Pools;
using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace Clearinghouse.Silo.Hosting;

/// <summary>Composes a silo: storage, clustering, reminders, streams, boards, grains. Composition only.</summary>
public static class ClearinghouseSiloExtensions
{
    /// <summary>
    /// Makes the host a node of a clearinghouse, configured from <c>Clearinghouse:Node</c>, <c>Clearinghouse:Database</c>,
    /// <c>Clearinghouse:Journal</c>, <c>Clearinghouse:Clearing</c> and <c>Clearinghouse:Forecasts</c>.
    /// </summary>
    public static IHostApplicationBuilder AddClearinghouseSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var node = ConfiguredOptions.Read<NodeOptions>(builder.Configuration, NodeOptions.SectionName);
        var database = ConfiguredOptions.Read<DatabaseOptions>(builder.Configuration, DatabaseOptions.SectionName);
        builder.Services.AddSingleton(Options.Create(node));
        builder.Services.AddClearinghouseStorage(builder.Configuration);
        builder.Services.AddClearinghouseGrains(builder.Configuration);
        builder.UseOrleans(silo => silo
            .ConfigureNode(node)
            .UseClearinghouseClustering(database)
            .AddClearinghouseState(database)
            .AddClearinghouseStreams());
        builder.Services.AddClearinghouseFacade(new ClearinghouseClientOptions { Principal = "node" });
        return builder;
    }

    /// <summary>Adds what grains need from their silo, whatever storage and clustering it has.</summary>
    public static IServiceCollection AddClearinghouseGrains(this IServiceCollection services, IConfiguration configuration)
    {
        var options = ConfiguredOptions.Read<ClearingOptions>(configuration, ClearingOptions.SectionName);
        services.AddSingleton(Options.Create(options));
        services.TryAddKeyedSingleton(ClearingClock.Key, TimeProvider.System);
        services.TryAddSingleton<IMarginPolicy>(MarginPolicies.Default);
        services.TryAddSingleton(ScenarioFile.Load(options.ScenariosFile));
        var forecasts = ConfiguredOptions.Read<ForecastOptions>(configuration, ForecastOptions.SectionName);
        services.AddSingleton(Options.Create(forecasts));
        services.TryAddSingleton(new ModelSource(forecasts.RegistryFolder, TimeProvider.System, TimeSpan.FromMilliseconds(forecasts.ModelCheckMs)));
        if (forecasts.Bars.Count > 0) services.AddHostedService<ForecastHistory>();
        services.AddSingleton<MarketBoard>();
        services.AddSingleton<PathPace>();
        services.AddSingleton<MarketBoardPublisher>();
        services.AddSingleton<LedgerGrainContext>();
        services.AddSingleton<PoolMetrics>();
        services.AddJournalGrainStorage(GrainStorageNames.Snapshots);
        services.AddGrainService<MarketBoardService>();
        services.AddSingleton<IIncomingGrainCallFilter, FailureFilter>();
        services.AddSingleton<IIncomingGrainCallFilter, CommandGate>();

        // What fails before a filter sees it, as while a grain wakes up, must reach the caller too.
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.UnionWith(["Clearinghouse", "Npgsql"]));
        return services;
    }

    /// <summary>The name under which Orleans looks for the storage of stream subscriptions.</summary>
    private const string PubSubStorageName = "PubSubStore";

    /// <summary>Adds the streams and the place where their subscriptions are kept.</summary>
    public static ISiloBuilder AddClearinghouseStreams(this ISiloBuilder silo)
    {
        silo.AddMemoryStreams(ClearinghouseStreams.Provider);
        silo.Services.AddJournalGrainStorage(
            PubSubStorageName, provider => provider.GetRequiredService<OrleansGrainStorageSerializer>());
        silo.Services.TryAddSingleton<OrleansGrainStorageSerializer>();
        return silo;
    }

    /// <summary>Adds the reminders and the cold state, which Orleans' own providers keep in the database.</summary>
    public static ISiloBuilder AddClearinghouseState(this ISiloBuilder silo, DatabaseOptions database) => silo
        .UseAdoNetReminderService(options =>
            Configure(database, (invariant, connection) => (options.Invariant, options.ConnectionString) = (invariant, connection)))
        .AddAdoNetGrainStorage(GrainStorageNames.Cold, options =>
        {
            Configure(database, (invariant, connection) => (options.Invariant, options.ConnectionString) = (invariant, connection));
            options.DeleteStateOnClear = false;
        });

    private static ISiloBuilder ConfigureNode(this ISiloBuilder silo, NodeOptions node)
    {
        return silo
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = node.ClusterId;
                cluster.ServiceId = node.ServiceId;
            })
            .Configure<ClusterMembershipOptions>(membership =>
            {
                // Seconds, not a minute: nodes that start together find one another by reading the table again.
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            })
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(node.ResponseTimeoutSeconds))
            .ConfigureEndpoints(IPAddress.Parse(node.Address), node.SiloPort, node.GatewayPort, listenOnAnyHostAddress: false);
    }

    private static ISiloBuilder UseClearinghouseClustering(this ISiloBuilder silo, DatabaseOptions database) =>
        silo.UseAdoNetClustering(options =>
            Configure(database, (invariant, connection) => (options.Invariant, options.ConnectionString) = (invariant, connection)));

    private static void Configure(DatabaseOptions database, Action<string, string> set)
    {
        // Resolved late: a bad database section is reported by the options' own validation, with the key to change.
        if (database.FindFaults().Count > 0) return;
        set(database.AdoNetInvariant, database.ResolveAdoNetConnectionString());
    }
}
