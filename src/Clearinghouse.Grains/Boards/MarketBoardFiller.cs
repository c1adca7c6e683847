using System.Collections.Immutable;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Risk;

namespace Clearinghouse.Grains.Boards;

/// <summary>Fetches what has not reached this silo's board yet: snapshots as after its start, and a pool's terms of collateral and defaults, which nobody sends and which are trusted for a while.</summary>
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
        {
            if (await grains.GetGrain<IMarketGrain>(market.Value).GetSnapshot() is { } snapshot) board.Post(snapshot);
            else board.NoteUnpriced(market);
        }
    }

    /// <summary>Fetches snapshots that somebody has seen and this silo has not heard of yet, so that whoever is asked to decide by them does.</summary>
    public async ValueTask FillSeen(ImmutableArray<SnapshotSeen> seen)
    {
        foreach (var (market, version) in seen)
            if (!(board.Find(market)?.Version >= version) && await grains.GetGrain<IMarketGrain>(market.Value).GetSnapshot() is { } snapshot) board.Post(snapshot);
    }

    /// <summary>Fetches a pool's collateral terms when they are missing or old, and the snapshots that price its assets.</summary>
    public async ValueTask FillCollateral(PoolId pool)
    {
        await Ask(board.Collateral, pool, grain => grain.GetCollateral());
        if (board.FindCollateral(pool)?.Policy is not { } policy) return;
        await Fill(policy.Assets.Select(asset => asset.Market));
        if (policy.SettlementMarket is { } settlement) await Fill([settlement]);
    }

    /// <summary>Fetches how a pool deals with defaults when that is missing or old.</summary>
    public async ValueTask FillDefaults(PoolId pool)
    {
        await Ask(board.Defaults, pool, grain => grain.GetDefaultTerms());
    }

    /// <summary>Fetches what a pool limits when that is missing or old.</summary>
    public async ValueTask FillLimits(PoolId pool)
    {
        await Ask(board.Limits, pool, grain => grain.GetLimits());
    }

    private async ValueTask Ask<TTerms>(PoolTermsBoard<TTerms> terms, PoolId pool, Func<IClearingPoolGrain, Task<TTerms?>> ask)
        where TTerms : class
    {
        // Again when whoever was asking did not hear.
        while (IsOld(terms.AskedAt(pool))) await terms.AskOnce(pool, async () => terms.Post(pool, await ask(PoolOf(pool)), clock.GetUtcNow()));
    }

    private bool IsOld(DateTimeOffset? askedAt) => askedAt is not { } at || clock.GetUtcNow() - at >= trusted;

    private IClearingPoolGrain PoolOf(PoolId pool) => grains.GetGrain<IClearingPoolGrain>(pool.Value);
}
