using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Auctions;

/// <summary>What a first look at a bid says: either an answer, or what is journaled once the bidder has set margin aside.</summary>
/// <param name="Answer">The answer: the bid is known, or refused. Null when there is something to take.</param>
/// <param name="Events">The bid and its order, to be durable in one step; empty beside an answer.</param>
/// <param name="Fills">What the bidder sets margin aside for; empty beside an answer.</param>
/// <param name="DecidedAt">The sequence of the auctioned account's ledger that it was decided by.</param>
public sealed record BidStep(BidOutcome? Answer, ImmutableArray<AccountEvent> Events, ImmutableArray<Reservation> Fills, long DecidedAt)
{
    /// <summary>The bid, as it would be taken; only without an answer.</summary>
    public BidTaken Bid => (BidTaken)((AuctionChanged)Events[0]).Change;

    /// <summary>The order that carries it out; only without an answer.</summary>
    public CloseOutOrder Order => ((CloseOutOrdered)Events[1]).Order;

    /// <summary>With an answer.</summary>
    internal static BidStep Answered(BidOutcome answer) => new(answer, [], [], 0);

    /// <summary>Refused.</summary>
    internal static BidStep Refused(Refusal refusal) => Answered(BidOutcome.Refused(refusal));
}
