using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions;

/// <summary>
/// Decides the auctions of an account's portfolio: when one is opened, paused, extended and ended, and what a bid gets. Pure: the ledger is read, never changed.
/// </summary>
public static class AuctionDecider
{
    /// <summary>
    /// The auction to open now, or null. One is opened for each call at most: after the grace of a liquidation when it is expected to cost less than closing on the markets or when that does not suffice, and for a defaulter with
    /// positions. It needs a liquidator beside the account itself, and marks that are reliable.
    /// </summary>
    /// <param name="view">The account, as it is now.</param>
    public static AuctionChanged? Open(AuctionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var (ledger, risk, terms) = (view.Ledger, view.Ledger.Path.Risk, view.Terms.Policy.Auction);
        if (terms is null || ledger.Path.Order is not null || ledger.Path.OpenAuction is not null || !view.IsReliable || !HasBidder(view)) return null;
        if (ledger.Path.IsBook) return BookUnwinding.Open(view);
        if (ledger.Path.Auction?.Call == risk.LastCall) return null;
        var isDue = risk.State == AccountRiskState.Defaulted || (risk.State == AccountRiskState.Liquidating && risk.StepDueAt(view.Terms.Policy.States) <= view.Now);
        if (!isDue || view.Path is not { } path || path.Notional < terms.MinNotional) return null;
        var ways = risk.State == AccountRiskState.Liquidating ? view.CompareWays(path) : null;
        return ways is { PrefersAuction: false } ? null : Changed(view, new AuctionOpened(path, view.Reading, ways) { At = view.Now, Auction = view.NextAuction, Call = risk.LastCall });
    }

    /// <summary>What time, marks and the account's own state make of a running auction; null when nothing changes.</summary>
    /// <param name="view">The account, as it is now.</param>
    public static AuctionChanged? Watch(AuctionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Ledger.Path.OpenAuction is not { } auction || view.Ledger.Path.Order is not null) return null;
        if (EndOf(view, auction) is { } outcome) return Changed(view, new AuctionEnded(outcome) { At = view.Now, Auction = auction.Number });
        if (view.IsReliable != auction.PausedSince is null)
        {
            return Changed(view, view.IsReliable
                ? new AuctionResumed { At = view.Now, Auction = auction.Number }
                : new AuctionPaused(view.UnreliableMarkets, view.UnreliableSince) { At = view.Now, Auction = auction.Number });
        }

        if (view.Path is not { } path || auction.PausedSince is not null || view.Now < view.EndsAt(auction, path)) return null;
        return auction.Bids.Count < view.AuctionTerms.MinBidders && auction.Extensions < view.AuctionTerms.MaxExtensions
            ? Changed(view, new AuctionExtended(auction.Bids.Count, view.AuctionTerms.ExtensionSeconds) { At = view.Now, Auction = auction.Number })
            : Changed(view, new AuctionEnded(AuctionOutcome.Expired) { At = view.Now, Auction = auction.Number });
    }

    /// <summary>What the account's auction offers now; null when none is open, or nothing is for sale.</summary>
    public static AuctionOffer? OfferOf(AuctionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Ledger.Path.OpenAuction is not { } auction || view.Path is not { } path) return null;
        var elapsed = auction.ElapsedAt(view.Now);
        var concession = path.At(elapsed, view.AuctionTerms);
        var allowed = AllowedAt(view, auction, concession);
        return new AuctionOffer(auction, path, elapsed, concession, allowed, auction.PausedSince is null ? view.EndsAt(auction, path) : null, AuctionSlice.LegsOf(view.Input, allowed, concession, view.Penalty));
    }

    /// <summary>What a bid gets. The bidder's margin is not asked here.</summary>
    /// <param name="view">The account, as it is now.</param>
    /// <param name="command">The bid.</param>
    public static BidOffer Bid(AuctionView view, BidInAuction command)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(command);
        if (Check(view, command) is { } refusal) return new BidOffer(null, null, refusal);
        var auction = view.Ledger.Path.OpenAuction!;
        if (view.Path is not { } path) return Refuse(RefusalCode.AuctionNotOpen, command);
        var concession = path.At(auction.ElapsedAt(view.Now), view.AuctionTerms);
        if (concession < command.MinConcession)
            return new BidOffer(null, null, new Refusal(RefusalCode.ConcessionTooSmall) { Subject = command.Account.Value, Required = $"{command.MinConcession}", Available = $"{concession}", Limit = $"{path.Reserve}" });
        var allowed = AllowedAt(view, auction, concession);
        var share = Ratio.Min(command.Share, allowed);
        var legs = AuctionSlice.LegsOf(view.Input, share, concession, view.Penalty);
        if (legs.IsEmpty) return new BidOffer(null, null, new Refusal(RefusalCode.BidShareOutOfRange) { Subject = command.Account.Value, Available = $"{share}", Detail = "less than a lot of every position" });
        var order = AccountPathDecider.OrderOf(view.Ledger, CloseOutPurpose.Auction, view.Input, legs, (command.Bidder, TakerKind.Bidder, null), view.Reading.SnapshotVersions, view.Now);
        var venue = view.Terms.Liquidators.First(liquidator => liquidator.Account == command.Bidder).Venue;
        return new BidOffer(Changed(view, new BidTaken(command, share, allowed, concession, venue, order.Order.Number) { At = view.Now, Auction = auction.Number }), order, null);
    }

    private static Refusal? Check(AuctionView view, BidInAuction command)
    {
        var subject = command.Account.Value;
        if (view.Ledger.Path.OpenAuction is not { } auction || auction.Number != command.Auction)
            return new Refusal(RefusalCode.AuctionNotOpen) { Subject = subject, Required = $"{command.Auction}", Available = view.Ledger.Path.OpenAuction is { } open ? $"{open.Number}" : null };
        if (command.Bidder == command.Account) return new Refusal(RefusalCode.SelfTrade) { Subject = subject };
        if (view.Terms.Liquidators.All(liquidator => liquidator.Account != command.Bidder)) return new Refusal(RefusalCode.NotALiquidator) { Subject = command.Bidder.Value };
        if (command.Share < view.AuctionTerms.MinShare || command.Share > Ratio.One)
            return new Refusal(RefusalCode.BidShareOutOfRange) { Subject = subject, Available = $"{command.Share}", Limit = $"from {view.AuctionTerms.MinShare} to 1" };
        if (command.MinConcession is { IsNegative: true }) return new Refusal(RefusalCode.RequestInvalid) { Subject = "minConcession", Detail = "must not be negative" };
        if (auction.PausedSince is not null || !view.IsReliable) return new Refusal(RefusalCode.AuctionPaused) { Subject = view.UnreliableMarkets.FirstOrDefault().Value ?? subject };
        return view.Ledger.Path.Order is null ? null : new Refusal(RefusalCode.AuctionBusy) { Subject = subject };
    }

    /// <summary>What is for sale, what one bid may take, and in a liquidation no more than brings the account back to its target.</summary>
    private static Ratio AllowedAt(AuctionView view, PortfolioAuction auction, Ratio concession)
    {
        var most = Ratio.Min(auction.ShareLeft, AuctionSlice.MostOf(view.Input, view.AuctionTerms.MaxShare));
        if (view.Ledger.Path.Risk.State != AccountRiskState.Liquidating) return most;
        return Ratio.Min(most, RestoringShare.Of(view.Input, view.Policy, view.Target, concession, view.Penalty));
    }

    private static AuctionOutcome? EndOf(AuctionView view, PortfolioAuction auction)
    {
        if (auction.ShareLeft.IsZero || AccountPathDecider.IsFlat(view.Ledger) || view.Path is null) return AuctionOutcome.SoldOut;
        return view.Ledger.Path.IsBook || view.Ledger.Path.Risk.State is AccountRiskState.Liquidating or AccountRiskState.Defaulted ? null : AuctionOutcome.Restored;
    }

    private static bool HasBidder(AuctionView view) => view.Terms.Liquidators.Any(liquidator => liquidator.Account != view.Ledger.Account);

    private static BidOffer Refuse(RefusalCode code, BidInAuction command) => new(null, null, new Refusal(code) { Subject = command.Account.Value });

    private static AuctionChanged Changed(AuctionView view, AuctionEvent change) => new(change) { At = view.Now };
}
