using Clearinghouse.Abstractions.Risk;

namespace Clearinghouse.Client;

/// <summary>The margin of all accounts, for client applications.</summary>
public sealed class RiskClient
{
    private readonly IClusterClient _cluster;

    internal RiskClient(IClusterClient cluster) => _cluster = cluster;

    /// <summary>Sweeps every account at the newest prices and waits for those that must decide on a margin call.</summary>
    public async Task<RiskShardReport> SweepAsync() => (await AllAsync(shard => shard.Sweep())).Aggregate(new RiskShardReport(0, 0, 0, 0, 0, 0), (left, right) => left.Plus(right));

    /// <summary>What every stress event would do to all accounts and to those of each venue, were nothing closed on the way, as of the shards' last scheduled revaluation.</summary>
    public async Task<StressReport> GetStressAsync()
    {
        var reports = await AllAsync(shard => shard.GetStress());
        return reports.Aggregate((left, right) => left.Plus(right));
    }

    private async Task<T[]> AllAsync<T>(Func<IRiskShardReader, Task<T>> ask)
    {
        var shards = await _cluster.GetGrain<IRiskShardReader>(0).GetShardCount();
        return await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => ask(_cluster.GetGrain<IRiskShardReader>(shard))));
    }
}
