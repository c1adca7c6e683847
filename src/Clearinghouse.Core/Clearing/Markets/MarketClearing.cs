using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Oracles;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// One activation of a market: the ledger, which is a fold of the journal, and beside it what is lost with the activation: trades in flight,
/// owed legs and what oracles last said.
/// </summary>
public sealed class MarketClearing
{
    /// <summary>How many legs one answer to a waking account holds at most.</summary>
    public const int LegsPerAnswer = 512;

    /// <summary>An activation over a ledger.</summary>
    public MarketClearing(MarketLedger ledger) => (Ledger, Marks) = (ledger, MarkBook.Following(ledger.Snapshot));

    /// <summary>The fold of the journal.</summary>
    public MarketLedger Ledger { get; }

    /// <summary>Trades being decided.</summary>
    public InFlightTrades InFlight { get; } = new();

    /// <summary>Trades novated in the ledger whose event is not durable yet: an account that wakes up sets margin aside for them again.</summary>
    public InFlightTrades Settling { get; } = new();

    /// <summary>Legs that are not confirmed.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>What each oracle last said.</summary>
    public OracleBook Oracles { get; private set; } = OracleBook.Empty;

    /// <summary>What marks are made of.</summary>
    public MarkBook Marks { get; }

    /// <summary>Remembers an oracle's report that was decided on and not refused.</summary>
    public void Take(ReportOracle command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Oracles = Oracles.With(new(command.Header.Sender, command.Price, command.Confidence, command.ObservedAt));
    }

    /// <summary>Folds the next event in and owes its legs.</summary>
    public void Apply(long sequence, MarketEvent e)
    {
        Ledger.Apply(sequence, e);
        if (e is TradeCleared cleared) Marks.Take(cleared);
        else if (e is SnapshotPublished published) Fold(published);
        foreach (var (account, leg) in Ledger.LegsOf(sequence, e)) Outbox.Add(account, leg);
    }

    /// <summary>After a restore, puts an event that the snapshot already contains back into memory, and owes those of its legs that were not confirmed.</summary>
    public void Recall(long sequence, MarketEvent e)
    {
        Ledger.Recall(sequence, e);
        foreach (var (account, leg) in Ledger.LegsOf(sequence, e))
            if (Ledger.Accounts[account].AcknowledgedSequence < sequence) Outbox.Add(account, leg);
    }

    private void Fold(SnapshotPublished e)
    {
        foreach (var contract in Ledger.Contracts) Marks.Fold(Ledger.Parameters, contract, e.IndexPrice, e.ObservedAt);
    }

    /// <summary>The account confirmed everything up to a sequence.</summary>
    public void Confirm(AccountId account, long sequence)
    {
        Ledger.Acknowledge(account, sequence);
        Outbox.Confirm(account, sequence);
    }

    /// <summary>
    /// The account's durable legs after its cursor, walked back from the newest by their links; null when the walk leaves memory and the journal must be read.
    /// </summary>
    public LegsAnswer? LegsAfter(AccountId account, long cursor, long durableSequence)
    {
        var legs = new List<AccountLeg>();
        for (var sequence = Ledger.LastLegSequenceOf(account); sequence > cursor;)
        {
            if (Ledger.Recent.Find(sequence) is not { } e) return null;
            var leg = Ledger.LegsOf(sequence, e).First(owed => owed.Account == account).Leg;
            if (sequence <= durableSequence) legs.Add(leg);
            sequence = leg.PreviousSequence;
        }

        legs.Reverse();
        return Answer(account, [.. legs.Take(LegsPerAnswer)], legs.Count <= LegsPerAnswer);
    }

    /// <summary>An answer made of legs, with what is in flight.</summary>
    public LegsAnswer Answer(AccountId account, ImmutableArray<AccountLeg> legs, bool isComplete) =>
        new(legs, isComplete, InFlight.Of(account), Settling.Of(account));
}
