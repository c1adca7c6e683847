using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>Commands and events of one auction, for the golden strings: Alice's portfolio is for sale, Bob takes a part of it.</summary>
internal static class AuctionSamples
{
    internal static readonly RegisterLiquidator Register = new(Header("lq-1", 28), Bob, Venue);

    internal static readonly BidInAuction Bid = new(Header("b-1", 29), Alice, 1, Bob, R("0.5"), R("0.002"));

    private static readonly ConcessionPath Path = new(A("1000"), R("0.001"), R("0.02"), R("0.03"));

    private static readonly RiskReading Reading = new(A("20"), A("60"), A("30"), 1, ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 7), []);

    internal static IReadOnlyList<AccountEvent> Account { get; } =
    [
        .. Changes().Select(change => new AuctionChanged(change) { At = Start }),
    ];

    internal static PoolEvent Registered { get; } = new LiquidatorRegistered(Register) { At = Start };

    private static IEnumerable<AuctionEvent> Changes() =>
    [
        new AuctionOpened(Path, Reading, new WaysOut(R("0.4"), R("0.006"), A("4.4"), A("5"), LiquidationOutcome.Restored)) { At = Start, Auction = 1, Call = 1 },
        new AuctionPaused([Btc], Start) { At = Start, Auction = 1 },
        new AuctionResumed { At = Start, Auction = 1 },
        new AuctionExtended(1, 120) { At = Start, Auction = 1 },
        new BidTaken(Bid, R("0.4"), R("0.4"), R("0.006"), Venue, 3) { At = Start, Auction = 1 },
        new AuctionEnded(AuctionOutcome.Restored) { At = Start, Auction = 1 },
    ];
}
