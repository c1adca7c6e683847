using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Pools;

namespace Clearinghouse.Grains.Risk;

/// <summary>Tells markets and pools what the accounts of a shard that are below maintenance weigh on them. One way: what is lost is said again with the next sweep, and that all is clear again at the next full report.</summary>
internal sealed class DistressReports(IGrainFactory grains, int shard)
{
    private readonly HashSet<MarketId> _markets = [];
    private readonly HashSet<PoolId> _pools = [];

    /// <summary>Reports a sweep.</summary>
    /// <param name="distress">What it found.</param>
    /// <param name="isFull">Whether to repeat to those that once had distress that they have none.</param>
    public void Report(RiskDistress distress, bool isFull)
    {
        foreach (var market in distress.NotionalByMarket.Keys.Concat(_markets).Distinct().ToList())
        {
            var notional = distress.NotionalByMarket.GetValueOrDefault(market);
            grains.GetGrain<IMarketClearing>(market.Value).ReportDistress(shard, notional).Ignore();
            Remember(_markets, market, notional, isFull);
        }

        foreach (var pool in distress.UncoveredByPool.Keys.Concat(_pools).Distinct().ToList())
        {
            var uncovered = distress.UncoveredByPool.GetValueOrDefault(pool);
            grains.GetGrain<IPoolClearing>(pool.Value).ReportUncovered(shard, uncovered).Ignore();
            Remember(_pools, pool, uncovered, isFull);
        }
    }

    /// <summary>Whoever is clear is told so until a full report said it once more.</summary>
    private static void Remember<T>(HashSet<T> known, T id, Amount amount, bool isFull)
    {
        if (amount.IsZero && isFull) known.Remove(id);
        else known.Add(id);
    }
}
