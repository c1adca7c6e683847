using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Risk;

namespace Clearinghouse.Grains.Pools;

/// <summary>What all accounts of a pool hold, gathered from the risk shards: for deleveraging and gains haircutting, which look at everybody at once.</summary>
/// <param name="grains">Where shards and markets are.</param>
/// <param name="board">The newest snapshots.</param>
/// <param name="filler">Fetches those that are missing.</param>
/// <param name="policy">How accounts are margined.</param>
/// <param name="shards">How many shards there are.</param>
internal sealed class PoolBooks(IGrainFactory grains, MarketBoard board, MarketBoardFiller filler, IMarginPolicy policy, int shards)
{
    /// <summary>All accounts of a pool for which every price is known, but one; in order of name.</summary>
    public async Task<ImmutableArray<MarginInput>> InputsOf(PoolId pool, AccountId? except = null)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => grains.GetGrain<IRiskShard>(shard).GetExposures(pool)));
        var exposures = answers.SelectMany(answer => answer).Where(exposure => exposure.Account != except).OrderBy(exposure => exposure.Account).ToList();
        await filler.FillCollateral(pool);
        await filler.Fill(exposures.SelectMany(exposure => exposure.Markets).Select(market => market.Market));
        return [.. exposures.Select(exposure => exposure.ToInput(board)).OfType<MarginInput>()];
    }

    /// <summary>The baskets of accounts.</summary>
    public MarginBaskets BasketsOf(ImmutableArray<MarginInput> inputs) => MarginBaskets.Of(inputs, policy);

    /// <summary>The order in which accounts would be deleveraged.</summary>
    public DeleveragingRanking RankingOf(ImmutableArray<MarginInput> inputs) => DeleveragingRanking.Of(MarginBaskets.Of(inputs, policy).Accounts);
}
