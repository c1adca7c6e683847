using System.Collections.Immutable;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
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
    /// <summary>
    /// All accounts of a pool for which every price is known, but one; in order of name. What the pool has moved and an account has not booked when it last reported is counted, so that nobody is asked twice for what it gave up.
    /// </summary>
    public async Task<ImmutableArray<MarginInput>> InputsOf(PoolId pool, AccountId? except = null, ImmutableSortedDictionary<AccountId, TransferTotal>? moved = null) =>
    [
        .. (await ExposuresOf(pool))
            .Where(exposure => exposure.Account != except)
            .Select(exposure => moved?.GetValueOrDefault(exposure.Account) is { } total ? exposure with { Cash = exposure.Cash + total.Total - exposure.PoolTransfers } : exposure)
            .Select(exposure => exposure.ToInput(board)).OfType<MarginInput>(),
    ];

    /// <summary>All accounts of a pool for which every price is known, with who brought them and who defaults with them, in order of name; and how many are left out.</summary>
    public async Task<(ImmutableArray<BookAccount> Accounts, int Unpriced)> BookOf(PoolId pool, ImmutableSortedDictionary<AccountId, string> groups)
    {
        var exposures = await ExposuresOf(pool);
        ImmutableArray<BookAccount> accounts =
        [
            .. from exposure in exposures
               let input = exposure.ToInput(board)
               where input is not null
               select new BookAccount(input, exposure.Venue, groups.GetValueOrDefault(exposure.Account)),
        ];
        return (accounts, exposures.Count - accounts.Length);
    }

    private async Task<List<AccountExposure>> ExposuresOf(PoolId pool)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => grains.GetGrain<IRiskShard>(shard).GetExposures(pool)));
        var exposures = answers.SelectMany(answer => answer).OrderBy(exposure => exposure.Account).ToList();
        await filler.FillCollateral(pool);
        await filler.Fill(exposures.SelectMany(exposure => exposure.Markets).Select(market => market.Market));
        return exposures;
    }

    /// <summary>The auctions that run, in order of account. The pool's own book is no account that shards watch, so it is asked itself.</summary>
    public async Task<ImmutableArray<AuctionListing>> AuctionsOf(PoolId pool)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => grains.GetGrain<IRiskShard>(shard).GetAuctions(pool)));
        var book = OwnNames.BookOf(pool);
        var own = (await grains.GetGrain<IAccountGrain>(book.Value).GetAuction())?.Auction is { } auction ? new AuctionListing(book, auction.Number, auction.OpenedAt) : null;
        return [.. answers.SelectMany(answer => answer).Append(own).OfType<AuctionListing>().DistinctBy(listing => listing.Account).OrderBy(listing => listing.Account)];
    }

    /// <summary>What accounts would give up for a claim that the funds do not cover; nothing for one that they do, or that was allocated before.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="now">The time.</param>
    public async Task<(ImmutableArray<AccountGain> Gains, DeleveragingPlan? Plan)> LastResortOf(PoolLedger ledger, DefaultClaim claim, DateTimeOffset now) =>
        DefaultDecider.DeficitOf(ledger, claim, now) is { IsPositive: true } deficit && !ledger.Defaults.Cases.ContainsKey(claim.Default) ? await LastResortOf(ledger, claim, deficit, claim.Account) : ([], null);

    /// <summary>What accounts would give up for a deficit: the gains of all, and a deleveraging where the pool's rules name it.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="claim">The default, with who took positions over for it.</param>
    /// <param name="deficit">What is missing; positive.</param>
    /// <param name="except">The defaulter; null for a loss that is nobody's.</param>
    public async Task<(ImmutableArray<AccountGain> Gains, DeleveragingPlan? Plan)> LastResortOf(PoolLedger ledger, DefaultClaim claim, Amount deficit, AccountId? except = null)
    {
        var baskets = MarginBaskets.Of(await InputsOf(ledger.Pool, except, ledger.Defaults.Transfers), policy, claim.TakenOver);
        var plan = ledger.Defaults.Terms?.Policy.Waterfall is { LastResort: LastResort.Deleveraging } terms ? baskets.PlanOf(claim.Default, deficit, terms.MaxHaircut) : null;
        return (baskets.Gains, plan);
    }

    /// <summary>The order in which accounts would be deleveraged.</summary>
    public DeleveragingRanking RankingOf(ImmutableArray<MarginInput> inputs) => DeleveragingRanking.Of(MarginBaskets.Of(inputs, policy).Accounts);
}
