using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions;

/// <summary>The schedule of the pool's own book: every interval a share of what it holds is auctioned. Pure.</summary>
public static class BookUnwinding
{
    /// <summary>The next auction of the book; null before it is due, and when there is nothing to sell.</summary>
    /// <param name="view">The book, with no auction open.</param>
    public static AuctionChanged? Open(AuctionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Terms.Policy.Unwind is not { } terms || view.Path is not { } path) return null;
        if (view.Ledger.Path.Auction is { } last && view.Now < last.OpenedAt.AddSeconds(terms.IntervalSeconds)) return null;
        var share = path.Notional < terms.WholeBelowNotional ? Ratio.One : AuctionSlice.MostOf(view.Input, terms.Share);
        return new AuctionChanged(new AuctionOpened(path, view.Reading) { At = view.Now, Auction = view.NextAuction, Call = 0, Share = share }) { At = view.Now };
    }

    /// <summary>From the start concession to the most, in a straight line: the book has no margin that a reserve could follow.</summary>
    /// <param name="input">The book.</param>
    /// <param name="auction">The auction's terms.</param>
    /// <param name="unwind">The schedule's terms.</param>
    public static ConcessionPath? PathOf(MarginInput input, AuctionTerms auction, UnwindTerms unwind)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(auction);
        ArgumentNullException.ThrowIfNull(unwind);
        var notional = MarginAccount.GrossNotionalOf(input);
        return notional.IsPositive ? new ConcessionPath(notional, Ratio.Min(auction.StartConcession, unwind.MaxConcession), Ratio.Zero, unwind.MaxConcession) : null;
    }
}
