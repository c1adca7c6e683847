using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Client;
using Clearinghouse.Grains;
using Clearinghouse.Silo.Hosting;
using Clearinghouse.Silo.Tests.Storage;
using Clearinghouse.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;
using Xunit;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>
/// Silos of this process over one database, composed as the host composes them but for their membership, which is in memory. The clock that grains decide by stands still until
/// a test moves it. Silos can be killed without notice, and the whole cluster started again on the same database.
/// </summary>
public sealed class ClearingCluster : IAsyncDisposable
{
    private readonly ClearingClusterSettings _settings;
    private readonly Lock _opening = new();
    private InProcessTestCluster _silos = null!;
    private ClearinghouseClient? _client;

    private ClearingCluster(TestDatabase database, ClearingClusterSettings settings)
    {
        Database = database;
        _settings = settings;
    }

    /// <summary>The database of all silos.</summary>
    public TestDatabase Database { get; }

    /// <summary>The clock that grains decide by.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    /// <summary>Calls that grains answered.</summary>
    public CallCounter Calls { get; } = new();

    /// <summary>A client outside the silos.</summary>
    public ClearinghouseClient Client => _client ??= ClientFor(_silos);

    /// <summary>The silos that run.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _silos.Silos.Where(silo => silo.IsActive)];

    /// <summary>A cluster on a new database.</summary>
    public static async Task<ClearingCluster> StartAsync(DatabaseKind kind, PostgresFixture postgres, ClearingClusterSettings? settings = null)
    {
        var cluster = new ClearingCluster(await TestDatabase.CreateAsync(kind, postgres), settings ?? new ClearingClusterSettings());
        await cluster.DeployAsync();
        return cluster;
    }

    /// <summary>A silo's way to the database.</summary>
    public static SiloStore StoreOf(InProcessSiloHandle silo) => (SiloStore)silo.ServiceProvider.GetRequiredService<IJournalStore>();

    /// <summary>The silo on which a grain is active.</summary>
    public InProcessSiloHandle SiloOf(IAddressable grain) => _silos.TryGetGrainContext(grain.GetGrainId(), out var context)
        ? Silos.First(silo => silo.SiloAddress.Equals(context.Address.SiloAddress))
        : throw Xunit.Sdk.FailException.ForFailure($"{grain.GetGrainId()} is not active anywhere");

    /// <summary>Kills a silo without notice: from now on nothing that it does is kept, and nobody hears from it.</summary>
    public async Task KillAsync(InProcessSiloHandle silo)
    {
        StoreOf(silo).Cut();
        try
        {
            await _silos.KillSiloAsync(silo);
        }
        catch (OperationCanceledException)
        {
            // A silo that is killed has no time to stop its services.
        }
    }

    /// <summary>Adds a silo.</summary>
    public Task<InProcessSiloHandle> AddSiloAsync() => _silos.StartAdditionalSiloAsync();

    /// <summary>Ends a grain's activation, as idleness would.</summary>
    public Task DeactivateAsync(IAddressable grain) => _silos.DeactivateAsync(grain.GetGrainId());

    /// <summary>Ends every silo, with or without notice, and starts as many again on the same database.</summary>
    public async Task RestartAsync(bool kill)
    {
        foreach (var silo in kill ? Silos : [])
            await KillAsync(silo);
        await _silos.StopAllSilosAsync();
        await _silos.DisposeAsync();
        await DeployAsync();
    }

    /// <summary>Reads the whole database as `clearinghouse verify` does: chains, folds, snapshots, legs, conservation. Nothing may be wrong.</summary>
    public async Task<VerificationReport> VerifyAsync()
    {
        var report = await new DatabaseVerification(OpenStore()).RunAsync();
        Assert.True(report.Holds, report.Fault?.ToString());
        return report;
    }

    /// <summary>Another way to the database, beside those of the silos.</summary>
    public IJournalStore OpenStore()
    {
        lock (_opening) return Database.OpenStore();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silos.StopAllSilosAsync();
        await _silos.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task DeployAsync()
    {
        _client = null;
        var builder = new InProcessTestClusterBuilder(_settings.Silos);
        builder.Options.ServiceId = "clearinghouse";
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Configuration.AddInMemoryCollection(_settings.Configuration);
            host.Services.AddSingleton<IJournalStore>(_ => new SiloStore(OpenStore()));
            host.Services.AddKeyedSingleton<TimeProvider>(ClearingClock.Key, Clock);
            host.Services.AddSingleton<IIncomingGrainCallFilter>(Calls);
            host.Services.AddClearinghouseStorage(options => (options.Kind, options.DataFile, options.ConnectionString) = (Database.Options.Kind, Database.Options.DataFile, Database.Options.ConnectionString));
            host.Services.AddClearinghouseGrains(host.Configuration);
        });
        builder.ConfigureSilo((_, silo) => silo
            .AddClearinghouseState(Database.Options)
            .AddClearinghouseStreams()
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = _settings.ResponseTimeout));
        builder.ConfigureClient(client => client
            .AddMemoryStreams(ClearinghouseStreams.Provider)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = _settings.ResponseTimeout));
        builder.ConfigureClientHost(host => host.Services.AddClearinghouseFacade(new ClearinghouseClientOptions { Principal = "tests", PollMs = _settings.PollMs }));
        _silos = builder.Build();
        await _silos.DeployAsync();
    }

    private static ClearinghouseClient ClientFor(InProcessTestCluster silos) => silos.Client!.ServiceProvider.GetRequiredService<ClearinghouseClient>();
}
