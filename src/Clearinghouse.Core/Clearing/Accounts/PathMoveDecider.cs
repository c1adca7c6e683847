using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The order of the moves by which an account is driven along its path: whoever drives it, and however often it died on the way, makes the same. Pure.</summary>
public static class PathMoveDecider
{
    /// <summary>The next move; null when there is none to make now.</summary>
    /// <param name="ledger">The account.</param>
    /// <param name="book">What it has set aside.</param>
    /// <param name="view">The newest snapshots, and the pool's terms.</param>
    /// <param name="policy">How accounts are margined.</param>
    /// <param name="refusals">How many takers have refused in a row (see <see cref="AccountPathDecider.RefusalsAfter"/>).</param>
    /// <param name="now">The time.</param>
    public static PathMove? Next(AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, int refusals, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(policy);
        if (ledger.Path.Order is { } order) return new PathMove([], order);
        if (AccountPathDecider.Deleverage(ledger, view, now) is { } deleveraging) return PathMove.Append(deleveraging);
        if (View(ledger, book, view, policy, now) is not { } looked) return null;
        var (input, statement, defaults) = (looked.Input, looked.Statement, looked.Terms.Policy);
        var moved = AccountPathDecider.Move(ledger, input, statement, defaults, now);
        if (!moved.IsEmpty) return new PathMove(moved);
        if ((AuctionDecider.Watch(looked) ?? AuctionDecider.Open(looked)) is { } auction) return PathMove.Append(auction);
        if (ledger.Path.IsBook) return SettleBook(ledger, book, now);
        if (ledger.Path.Risk.State == AccountRiskState.Defaulted && AccountPathDecider.IsFlat(ledger)) return Settle(ledger, book, statement, now);
        return PathMove.Append((AccountEvent?)AccountPathDecider.Order(looked, refusals)
            ?? AccountPathDecider.Exhaust(looked)
            ?? (AccountEvent?)AccountProtocolDecider.Order(ledger, input, defaults, refusals, now));
    }

    /// <summary>The account as it is now; null when a price is not known, or its pool does not deal with defaults.</summary>
    /// <param name="ledger">The account.</param>
    /// <param name="book">What it has set aside.</param>
    /// <param name="view">The newest snapshots, and the pool's terms.</param>
    /// <param name="policy">How accounts are margined.</param>
    /// <param name="now">The time.</param>
    public static AuctionView? View(AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(policy);
        if (ledger.Pool is not { } pool || view.FindDefaults(pool) is not { } terms) return null;
        return ExposureBuilder.Build(ledger, book.All, view, out _) is { } input ? new AuctionView(ledger, input, policy.Evaluate(input), policy, terms, now) : null;
    }

    /// <summary>
    /// What follows from the answers to an order, once the legs of what was cleared are in the ledger; empty when another order is under way, or none, or when a no is not final yet: another attempt at the trade, by a message that
    /// came twice, may have been granted and is still being decided. A leg that has arrived was cleared, whatever an earlier attempt was told.
    /// </summary>
    /// <param name="ledger">The account.</param>
    /// <param name="book">What it has set aside.</param>
    /// <param name="view">The newest snapshots, and the pool's terms.</param>
    /// <param name="policy">How accounts are margined.</param>
    /// <param name="order">The order.</param>
    /// <param name="answers">One per trade of the order.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<AccountEvent> Answered(
        AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(order);
        if (ledger.Path.Order?.Number != order.Number) return [];
        if (ledger.Path.Cleared is { IsEmpty: false } cleared) answers = [.. answers.Zip(cleared, (answer, sequence) => sequence > 0 ? new CloseOutAnswer(sequence) : answer)];
        if (order.Trades.Where((_, i) => answers[i].Refusal is not null).Any(trade => !book.Find(trade.Market, trade.Trade.Key).IsEmpty)) return [];
        var reading = ExposureBuilder.Build(ledger, book.All, view, out _) is { } input ? RiskReading.Of(input, policy.Evaluate(input), now) : null;

        // A policy that is not known any more would only say how steps are numbered: the default one does too.
        var defaults = ledger.Pool is { } pool && view.FindDefaults(pool)?.Policy is { } known ? known : new DefaultPolicy();
        return AccountPathDecider.Answered(ledger, answers, reading, defaults, now);
    }

    /// <summary>The end of a default whose claim the pool has answered; null while something is still owed, or open.</summary>
    /// <param name="ledger">The account, with what the pool moved to it.</param>
    /// <param name="book">What it has set aside.</param>
    /// <param name="view">The newest snapshots.</param>
    /// <param name="policy">How accounts are margined.</param>
    /// <param name="now">The time.</param>
    public static RiskStateChanged? Close(AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(policy);
        return book.Count == 0 && ExposureBuilder.Build(ledger, [], view, out _) is { } input ? AccountPathDecider.Close(ledger, input, policy.Evaluate(input), now) : null;
    }

    /// <summary>What follows when the pool has answered the book's offer: what it took nothing of is kept. Null when it took something, which comes by transfer, or refused, and when the offer is not open any more.</summary>
    /// <param name="ledger">The book's account.</param>
    /// <param name="gain">What was offered.</param>
    /// <param name="outcome">The pool's answer.</param>
    /// <param name="now">The time.</param>
    public static GainKept? Keep(AccountLedger ledger, BookGain gain, CommandOutcome outcome, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome is { IsDone: true, Sequence: 0 } && ledger.Path.GainOffered == gain ? new GainKept(gain) { At = now } : null;
    }

    /// <summary>A defaulter without positions. A trade that was granted before the default may still be novated: what it owes is known when nothing is set aside any more.</summary>
    private static PathMove? Settle(AccountLedger ledger, ReservationBook book, MarginStatement statement, DateTimeOffset now)
    {
        if (ledger.Path.Claim is { } claimed) return new PathMove([], Claim: claimed);
        if (book.Count > 0) return null;
        if (AccountPathDecider.Seize(ledger, statement, now) is { } seized) return PathMove.Append(seized);
        return AccountPathDecider.ClaimOf(ledger) is { } claim ? PathMove.Append(new LossClaimed(claim) { At = now }) : null;
    }

    /// <summary>The pool's own book without positions: a loss is claimed, a gain offered, one after the other.</summary>
    private static PathMove? SettleBook(AccountLedger ledger, ReservationBook book, DateTimeOffset now)
    {
        if (ledger.Path.Claim is { } claimed) return new PathMove([], Claim: claimed);
        if (ledger.Path.GainOffered is { } offered) return new PathMove([], Gain: offered);
        if (book.Count > 0) return null;
        if (AccountPathDecider.LossOfBook(ledger) is { } lost) return PathMove.Append(new LossClaimed(lost) { At = now });
        return AccountPathDecider.GainOfBook(ledger) is { } gain ? PathMove.Append(new GainOffered(gain) { At = now }) : null;
    }
}
