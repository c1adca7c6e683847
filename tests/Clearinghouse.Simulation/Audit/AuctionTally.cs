using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Simulation.Clients;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>How often what belongs to auctions happened in a history: what never happens is not tested.</summary>
/// <param name="Opened">Auctions that were opened.</param>
/// <param name="Bids">Bids that were taken.</param>
/// <param name="Refused">Answers to bids that refused.</param>
/// <param name="Paused">Pauses, of doubtful marks.</param>
/// <param name="Resumed">Pauses that ended.</param>
/// <param name="Extended">Extensions.</param>
/// <param name="LiquidatorsDefaulted">Defaults of accounts that had bid with success.</param>
/// <param name="BookSales">Bids that took a part of the pool's own book.</param>
/// <param name="BookLosses">Losses of the book that went through the waterfall.</param>
/// <param name="BookGains">Gains of the book of which those who bore losses got something.</param>
/// <param name="JuniorLosses">Defaults in which the members of whom nobody bid lost something first.</param>
/// <param name="Ambushes">Deaths at a moment of a bid.</param>
public sealed record AuctionTally(int Opened, int Bids, int Refused, int Paused, int Resumed, int Extended, int LiquidatorsDefaulted, int BookSales, int BookLosses, int BookGains, int JuniorLosses, int Ambushes)
{
    /// <summary>Nothing.</summary>
    public static AuctionTally None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public static AuctionTally operator +(AuctionTally one, AuctionTally other) => new(
        one.Opened + other.Opened,
        one.Bids + other.Bids,
        one.Refused + other.Refused,
        one.Paused + other.Paused,
        one.Resumed + other.Resumed,
        one.Extended + other.Extended,
        one.LiquidatorsDefaulted + other.LiquidatorsDefaulted,
        one.BookSales + other.BookSales,
        one.BookLosses + other.BookLosses,
        one.BookGains + other.BookGains,
        one.JuniorLosses + other.JuniorLosses,
        one.Ambushes + other.Ambushes);

    /// <summary>Counts a history.</summary>
    internal static AuctionTally Of(Disk disk, Record record, Ambush ambush)
    {
        var events = disk.Journals.Where(journal => journal.Kind == "account").SelectMany(journal => disk.Read<AccountEvent>(journal).Select(read => (Account: AccountId.Create(journal.Key), read.Event))).ToList();
        var auctions = events.Select(read => (read.Account, Change: (read.Event as AuctionChanged)?.Change)).Where(read => read.Change is not null).ToList();
        var bids = auctions.Where(read => read.Change is BidTaken).ToList();
        var bidders = bids.Select(read => ((BidTaken)read.Change!).Command.Bidder).ToHashSet();
        var book = OwnNames.BookOf(Terms.Pool);
        var pool = disk.Read<PoolEvent>(JournalId.ForPool(Terms.Pool)).Select(read => read.Event).ToList();
        var losses = pool.OfType<LossAllocated>().ToList();
        return new AuctionTally(
            auctions.Count(read => read.Change is AuctionOpened),
            bids.Count,
            record.RefusedBids,
            auctions.Count(read => read.Change is AuctionPaused),
            auctions.Count(read => read.Change is AuctionResumed),
            auctions.Count(read => read.Change is AuctionExtended),
            events.Count(read => read.Event is RiskStateChanged { Change: AccountDefaulted } && bidders.Contains(read.Account)),
            bids.Count(read => read.Account == book),
            losses.Count(loss => loss.Claim.Account == book),
            pool.OfType<BookGainReturned>().Count(),
            losses.Count(loss => loss.Plan.Postings.Any(posting => posting.Kind == WaterfallLayerKind.JuniorFund)),
            ambush.Struck.Values.Sum());
    }
}
