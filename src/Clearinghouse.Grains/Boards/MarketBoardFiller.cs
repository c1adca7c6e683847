using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Boards;

/// <summary>Fetches what has not reached this silo's board yet: snapshots as after its start, and a pool's collateral terms, which nobody sends and which are trusted for a while.</summary>
/// <param name="grains">Where markets and pools are.</param>
/// <param name="board">The board.</param>
/// <param name="clock">The time.</param>
/// <param name="trusted">How long collateral terms are trusted.</param>
internal sealed class MarketBoardFiller(IGrainFactory grains, MarketBoard board, TimeProvider clock, TimeSpan trusted)
{
    /// <summary>Fetches the snapshots that are missing.</summary>
    public async ValueTask Fill(IEnumerable<MarketId> markets)
    {
        foreach (var market in markets.Where(market => board.Find(market) is null).Distinct().ToList())
            if (await grains.GetGrain<IMarketGrain>(market.Value).GetSnapshot() is { } snapshot) board.Post(snapshot);
    }

    /// <summary>Fetches a pool's collateral terms when they are missing or old, and the snapshots that price its assets.</summary>
    public async ValueTask FillCollateral(PoolId pool)
    {
        if (board.CollateralAskedAt(pool) is not { } at || clock.GetUtcNow() - at >= trusted)
            board.Post(pool, await grains.GetGrain<IClearingPoolGrain>(pool.Value).GetCollateral(), clock.GetUtcNow());
        if (board.FindCollateral(pool)?.Policy is not { } policy) return;
        await Fill(policy.Assets.Select(asset => asset.Market));
        if (policy.SettlementMarket is { } settlement) await Fill([settlement]);
    }
}
