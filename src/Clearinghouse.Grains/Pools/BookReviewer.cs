using System.Collections.Immutable;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Boards;

namespace Clearinghouse.Grains.Pools;

/// <summary>Looks at a pool's live book: what its default fund has to bear, and how far prices are from using up each layer. The arithmetic runs beside the grain's turns.</summary>
/// <param name="books">Where the book is gathered.</param>
/// <param name="board">The newest snapshots.</param>
/// <param name="policy">How accounts are margined.</param>
internal sealed class BookReviewer(PoolBooks books, MarketBoard board, IMarginPolicy policy)
{
    /// <summary>Looks.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="groups">Which accounts default together.</param>
    /// <param name="coverCount">How many groups default at once.</param>
    /// <param name="layers">The layers of the waterfall with what each holds, in order.</param>
    public async Task<FundFindings> Look(PoolId pool, ImmutableSortedDictionary<AccountId, string> groups, int coverCount, ImmutableArray<(string Layer, Amount Available)> layers)
    {
        var (accounts, unpriced) = await books.BookOf(pool, groups);
        return await Task.Run(() => FindingsOf(accounts, unpriced, coverCount, layers));
    }

    private FundFindings FindingsOf(ImmutableArray<BookAccount> accounts, int unpriced, int coverCount, ImmutableArray<(string Layer, Amount Available)> layers)
    {
        var snapshots = accounts.SelectMany(account => account.Input.Exposures).Select(exposure => exposure.Snapshot).DistinctBy(snapshot => snapshot.Market).OrderBy(snapshot => snapshot.Market).ToList();
        var equity = new BookEquity(accounts, policy);
        return new FundFindings(
            new BookStress(board, policy, board.Scenarios).RequirementOf(accounts, coverCount),
            LayerGauge.Of(layers, StressDirection.Of(snapshots, board.Scenarios), equity.UncoveredAt),
            snapshots.ToImmutableSortedDictionary(snapshot => snapshot.Market, snapshot => snapshot.Version),
            board.Scenarios.Version,
            accounts.Length,
            unpriced);
    }
}
