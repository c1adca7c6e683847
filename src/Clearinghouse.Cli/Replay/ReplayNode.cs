using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Abstractions.Risk;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Grains;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Pools;
using Clearinghouse.Grains.Risk;
using Clearinghouse.Silo.Hosting;
using Clearinghouse.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Cli.Replay;

/// <summary>A node inside this process, composed as any other, that decides by the time of the bars.</summary>
internal sealed class ReplayNode : IAsyncDisposable
{
    /// <summary>Milliseconds: the longest that every one of these timers takes, and far longer than between any two bars.</summary>
    private const string Never = "600000";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(60);

    private readonly IHost _host;
    private readonly IGrainFactory _grains;
    private readonly JournalWriter _writer;

    private ReplayNode(IHost host)
    {
        _host = host;
        _grains = host.Services.GetRequiredService<IGrainFactory>();
        _writer = host.Services.GetRequiredService<JournalWriter>();
    }

    /// <summary>The newest snapshots, as the node's accounts see them.</summary>
    public MarketBoard Board => _host.Services.GetRequiredService<MarketBoard>();

    /// <summary>Whether commits succeed.</summary>
    public JournalHealth JournalHealth => _writer.Health;

    /// <summary>Starts a node on a new database.</summary>
    /// <param name="database">The file.</param>
    /// <param name="clock">The time that grains decide by.</param>
    /// <param name="scenarios">What portfolio margin is taken from.</param>
    /// <param name="isVerbose">Whether the node's log goes to standard error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ReplayNode> StartAsync(string database, TimeProvider clock, ScenarioSet scenarios, bool isVerbose, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clearinghouse:Database:DataFile"] = database,
            ["Clearinghouse:Node:SiloPort"] = FreePort().ToString(CultureInfo.InvariantCulture),
            ["Clearinghouse:Node:GatewayPort"] = "0",
            ["Clearinghouse:Node:ResponseTimeoutSeconds"] = "60",
            ["Clearinghouse:Clearing:PublishStreams"] = "false",

            // The replay asks for forecasts itself, bar by bar, and sweeps risk and makes rounds itself, price by price: nothing depends on when a timer fires.
            ["Clearinghouse:Forecasts:PollMs"] = Never,
            ["Clearinghouse:Clearing:RiskReportMs"] = Never,
            ["Clearinghouse:Clearing:RiskSweepMs"] = Never,
            ["Clearinghouse:Clearing:RiskStressMs"] = Never,
            ["Clearinghouse:Clearing:DefaultDriveMs"] = Never,
            ["Clearinghouse:Clearing:RepeatMs"] = Never,
        });

        // What goes wrong reaches the command as an exception or a refusal; the log is for whoever wants to know more.
        if (isVerbose) builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddKeyedSingleton(ClearingClock.Key, clock);
        builder.Services.AddSingleton(scenarios);
        builder.AddClearinghouseSilo();
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new ReplayNode(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Stops a replay whose trades are not acknowledged any more.</summary>
    /// <exception cref="CliException">The last commit failed.</exception>
    public void ThrowIfJournalFails()
    {
        if (JournalHealth.LastError is not { } reason) return;
        throw new CliException(
            ExitCodes.Unavailable,
            $"The database does not take writes: {reason.TrimEnd('.')}. What was acknowledged is kept; see to the disk (is it full, or the file locked?) and replay into a new file.");
    }

    public IMarketGrain Market(string market) => _grains.GetGrain<IMarketGrain>(market);

    public IForecastGrain Forecast(string market) => _grains.GetGrain<IForecastGrain>(market);

    public IAccountGrain Account(string account) => _grains.GetGrain<IAccountGrain>(account);

    public IClearingPoolGrain Pool(string pool) => _grains.GetGrain<IClearingPoolGrain>(pool);

    /// <summary>What a risk shard would know of an account now; null for one that does not exist.</summary>
    public Task<AccountExposure?> ExposureOfAsync(AccountId account) => _grains.GetGrain<IAccountRisk>(account.Value).GetExposure();

    /// <summary>Lets an account decide where it stands, and move as far as it goes now.</summary>
    public Task<AccountExposure> CheckMarginAsync(AccountId account) => _grains.GetGrain<IAccountRisk>(account.Value).CheckMargin([]);

    /// <summary>Lets the risk shards ask accounts what they hold; how many shards there are.</summary>
    public async Task<int> RefreshShardsAsync(IReadOnlyCollection<AccountId> changed)
    {
        var shards = await _grains.GetGrain<IRiskShardReader>(0).GetShardCount();
        await Task.WhenAll(changed.GroupBy(account => RiskShards.Of(account, shards)).Select(group => _grains.GetGrain<IRiskShard>(group.Key).Refresh([.. group])));
        return shards;
    }

    /// <summary>What a pool knows of defaults, when every account has confirmed what it was sent because of them.</summary>
    public async Task<PoolDefaults> DefaultsOnceConfirmedAsync(PoolId pool)
    {
        var standstill = Stopwatch.StartNew();
        while (true)
        {
            ThrowIfJournalFails();
            var defaults = await Pool(pool.Value).GetDefaults();
            if (defaults.Unconfirmed.IsEmpty) return defaults;
            if (standstill.Elapsed > LongestStandstill) throw new TimeoutException($"Accounts did not confirm {defaults.Unconfirmed.Length} transfers of pool {pool} for {LongestStandstill.TotalSeconds} s.");
            await Task.Yield();
        }
    }

    /// <summary>Lets markets, then their pool do what time makes due.</summary>
    public async Task MakeRoundsAsync(string pool, IEnumerable<MarketId> markets)
    {
        foreach (var market in markets) await _grains.GetGrain<IMarketClearing>(market.Value).MakeRounds();
        await _grains.GetGrain<IPoolClearing>(pool).MakeRounds();
    }

    /// <summary>Sweeps every account at the newest prices, until none has a decision left to make; and returns when markets and their pool know what that means for them.</summary>
    /// <param name="changed">Accounts that traded or moved money since the last sweep.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="markets">All its markets.</param>
    /// <param name="isDriven">Whether accounts were driven already: then one sweep finds no more moves, and only tells how things stand.</param>
    public async Task SweepRiskAsync(IReadOnlyCollection<AccountId> changed, string pool, IEnumerable<IMarketGrain> markets, bool isDriven)
    {
        var shards = await RefreshShardsAsync(changed);
        for (var decided = 1; decided > 0;)
        {
            decided = (await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => _grains.GetGrain<IRiskShardReader>(shard).Sweep()))).Sum(report => report.Decided);
            if (isDriven) break;
        }

        // What shards said on the way is one way, and handled in order: whoever has answered this has handled that.
        await Pool(pool).GetSummary();
        await Task.WhenAll(markets.Select(market => market.GetSnapshot()));
    }

    /// <summary>Stops in order: what was accepted is committed. Where commits fail there is nothing to wait for.</summary>
    public async ValueTask DisposeAsync()
    {
        var isHealthy = JournalHealth.IsHealthy;
        var stopped = _host.StopAsync(new CancellationToken(canceled: !isHealthy));
        if (!isHealthy && await Task.WhenAny(stopped, Task.Delay(Patience)) != stopped)
        {
            // The silo tries for ever to write that it leaves the cluster. The process ends soon and takes it along.
            return;
        }

        try
        {
            await stopped;
        }
        catch (Exception) when (!isHealthy)
        {
            // The outage is what the caller reports; that the silo could not leave in order follows from it.
        }

        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
