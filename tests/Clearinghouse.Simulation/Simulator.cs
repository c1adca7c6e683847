using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Simulation.Audit;
using Clearinghouse.Simulation.Clients;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation;

/// <summary>Runs one simulation: faults while clients work, audits in between, then healing, quiet, and the last audit.</summary>
public sealed class Simulator
{
    private const int OpeningTicks = 2_000;
    private const int QuietTicks = 600;
    private const int AuditEveryTicks = 400;
    private const int CalmSeedOneIn = 3;
    private const int BookRefreshes = 6;
    private const int BookRefreshTicks = 20;

    private readonly SimulationOptions _options;
    private readonly World _world;
    private readonly Cluster _cluster;
    private readonly Record _record = new();
    private readonly Client _client;
    private readonly Workload _workload;
    private readonly Auditor _auditor;

    private Simulator(SimulationOptions options)
    {
        _options = options;
        var isCalm = options.Seed % CalmSeedOneIn == 0;
        _world = new World(options.Seed);
        var roster = new Roster(Terms.HasAuctions(options.Seed) && !isCalm);
        _cluster = new Cluster(_world, roster, options.Sabotage);
        _client = new Client(_world, _cluster, _record);
        _workload = new Workload(_world, _client, roster, _cluster.Auctions, Terms.DefaultsOf(options.Seed), isCalm, options.Commands);
        _auditor = new Auditor(_cluster.Disk, _record, _cluster.Witness, isCalm);
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="SimulationFailureException">The auditor found something; the message ends with the line that runs it again.</exception>
    public static SimulationReport Run(SimulationOptions options)
    {
        var simulator = new Simulator(options);
        try
        {
            return simulator.Run();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new SimulationFailureException($"{error.Message}\n{options.ReplayLine}", error) { Options = options, Trace = simulator._world.Trace };
        }
    }

    private SimulationReport Run()
    {
        _workload.Begin(new Faults(_world, _cluster).Begin);
        while (!_workload.IsDone)
        {
            SimulationFailureException.ThrowUnless(_world.Tick < OpeningTicks + ((long)Workload.LongestPauseTicks * _options.Commands), "clients don't get on");
            _world.RunUntil(_world.Tick + AuditEveryTicks);
            _auditor.Audit();
        }

        _world.IsHealed = true;
        _workload.TouchAll();
        _workload.KeepPrices();
        RefreshBook();
        _world.RunUntil(_world.Tick + QuietTicks);
        foreach (var market in Terms.Markets) _workload.TryOut(market);
        _world.RunUntil(_world.Tick + QuietTicks);
        _auditor.Audit(isQuiet: true);
        CheckQuiet();
        var trades = Terms.Markets.Sum(market => _cluster.Disk.Read<MarketEvent>(JournalId.ForMarket(market)).Count(read => read.Event is TradeCleared));
        var defaults = _cluster.Disk.Read<PoolEvent>(JournalId.ForPool(Terms.Pool)).Count(read => read.Event is LossAllocated);
        return new SimulationReport(_options, _world.TraceHash, _world.Tick, trades, defaults, _record.Acknowledged.Count, _record.Refused, _cluster.Deaths, AuctionTally.Of(_cluster.Disk, _record, _cluster.Ambush), _world.Trace);
    }

    /// <summary>Nobody makes the pool's own book write something, so each of its activations that was replaced has to be told, one after the other.</summary>
    private void RefreshBook()
    {
        for (var time = 1; time <= BookRefreshes; time++)
            _world.After(time * BookRefreshTicks, () => _cluster.SendToAccount(OwnNames.BookOf(Terms.Pool), node => node.Refresh()));
    }

    /// <summary>With nothing lost any more, whoever waits is answered, what is owed arrives, nothing stays set aside, and a fresh trade clears.</summary>
    private void CheckQuiet()
    {
        SimulationFailureException.ThrowUnless(_client.Waiting == 0, $"{_client.Waiting} requests were never answered");
        foreach (var market in Terms.Markets)
        {
            var isTried = _cluster.Disk.Read<MarketEvent>(JournalId.ForMarket(market)).Any(read => read.Event is TradeCleared cleared && cleared.Trade.TradeId.Value == $"tryout-{market}");
            SimulationFailureException.ThrowUnless(isTried, $"market/{market} does not clear any more");
        }

        _cluster.CheckQuiet(new FoldedPool(_cluster.Disk));
    }
}
