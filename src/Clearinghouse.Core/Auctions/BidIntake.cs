using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Auctions;

/// <summary>
/// The steps by which an auctioned account takes a bid, whoever carries them out: <see cref="Begin"/>, then the bidder's pledge (<see cref="PledgeDecider"/>), then <see cref="Recheck"/>, then bid and order are durable together,
/// then markets are asked. Pure.
/// </summary>
public static class BidIntake
{
    /// <summary>The first step. A bid that was taken before is answered by where it stands.</summary>
    /// <param name="ledger">The auctioned account.</param>
    /// <param name="book">What it has set aside.</param>
    /// <param name="view">The newest snapshots, and the pool's terms.</param>
    /// <param name="policy">How accounts are margined.</param>
    /// <param name="command">The bid.</param>
    /// <param name="now">The time.</param>
    public static BidStep Begin(AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, BidInAuction command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(command);
        if (ledger.Commands.Recall(command) is { } known) return BidStep.Answered(BidOutcome.Known(known.Status, known.Sequence, known.Refusal));
        if (PathMoveDecider.View(ledger, book, view, policy, now) is not { } looked) return BidStep.Refused(new Refusal(RefusalCode.AuctionNotOpen) { Subject = command.Account.Value });
        var offer = AuctionDecider.Bid(looked, command);
        if (offer.Refusal is { } refusal) return BidStep.Refused(refusal);
        ImmutableArray<AccountEvent> events = [offer.Bid!, offer.Order!];
        return new BidStep(null, events, [.. offer.Order!.Order.Trades.Select(trade => trade.Taking(ledger.Pool!.Value, now))], ledger.Sequence);
    }

    /// <summary>Why a bid can't be taken any more once its bidder has pledged: a fill or a deposit came in between, so that the share is another one. Null when it can. What was pledged is to be released.</summary>
    /// <param name="ledger">The auctioned account.</param>
    /// <param name="step">What was decided before the bidder was asked.</param>
    public static Refusal? Recheck(AccountLedger ledger, BidStep step)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(step);
        return ledger.Sequence == step.DecidedAt ? null : new Refusal(RefusalCode.AuctionBusy) { Subject = ledger.Account.Value };
    }
}
