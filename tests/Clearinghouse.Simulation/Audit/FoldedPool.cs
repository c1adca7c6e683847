using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>Every ledger as the disk has it: chains checked, journals folded, and accounts with all legs that markets owe them.</summary>
internal sealed class FoldedPool
{
    private readonly Disk _disk;

    /// <summary>Reads a disk.</summary>
    /// <exception cref="SimulationFailureException">A chain is broken, a fold impossible, or a snapshot not what its journal folds to.</exception>
    public FoldedPool(Disk disk)
    {
        _disk = disk;
        foreach (var journal in disk.Journals) CheckChain(journal);
        Pool = FoldPool();
        Markets = disk.Journals.Where(journal => journal.Kind == "market").Select(FoldMarket).ToDictionary(market => market.Market);
        Accounts = disk.Journals.Where(journal => journal.Kind == "account").Select(FoldAccount).ToDictionary(account => account.Account);
        foreach (var market in Markets.Values) ApplyOwed(market);
    }

    public PoolLedger Pool { get; }

    public IReadOnlyDictionary<MarketId, MarketLedger> Markets { get; }

    public IReadOnlyDictionary<AccountId, AccountLedger> Accounts { get; }

    private void CheckChain(JournalId journal)
    {
        JournalSegment? previous = null;
        foreach (var segment in _disk.SegmentsOf(journal))
        {
            var verdict = HashChain.Verify(segment, previous);
            SimulationFailureException.ThrowUnless(verdict == ChainVerdict.Intact, $"{journal} at {segment.FirstSequence}: {verdict}");
            previous = segment;
        }
    }

    private PoolLedger FoldPool()
    {
        var ledger = new PoolLedger(Terms.Pool);
        foreach (var (sequence, e) in _disk.Read<PoolEvent>(JournalId.ForPool(Terms.Pool))) ledger.Apply(sequence, e);
        return ledger;
    }

    private AccountLedger FoldAccount(JournalId journal)
    {
        var (ledger, restored) = (new AccountLedger(AccountId.Create(journal.Key)), _disk.Load<AccountLedgerState>(journal) is { } state ? AccountLedger.FromState(state) : null);
        foreach (var (sequence, e) in _disk.Read<AccountEvent>(journal))
        {
            ledger.Apply(sequence, e);
            if (restored is not null && sequence > restored.Sequence) restored.Apply(sequence, e);
        }

        if (restored is not null) CheckSame(journal, ledger.ToState(), restored.ToState());
        return ledger;
    }

    private MarketLedger FoldMarket(JournalId journal)
    {
        var state = _disk.Load<MarketLedgerState>(journal);
        var (folded, restored) = (new MarketClearing(new MarketLedger(MarketId.Create(journal.Key))), state is null ? null : new MarketClearing(MarketLedger.FromState(state)));
        foreach (var (sequence, e) in _disk.Read<MarketEvent>(journal))
        {
            folded.Apply(sequence, e);
            if (restored is null || sequence < state!.RecallFrom) continue;
            if (sequence <= state.Sequence) restored.Recall(sequence, e);
            else restored.Apply(sequence, e);
        }

        if (restored is not null) CheckSame(journal, Confirmed(folded), Confirmed(restored));
        return folded.Ledger;
    }

    /// <summary>What accounts confirmed is soft; with everything confirmed, two folds must be the same.</summary>
    private static MarketLedgerState Confirmed(MarketClearing clearing)
    {
        foreach (var account in clearing.Ledger.Accounts.Keys) clearing.Confirm(account, clearing.Ledger.LastLegSequenceOf(account));
        return clearing.Ledger.ToState(clearing.Outbox.OldestSequence);
    }

    private void ApplyOwed(MarketLedger market)
    {
        // The folded market knows links and multipliers; its legs are read again from the events.
        var reader = new MarketLedger(market.Market);
        foreach (var (sequence, e) in _disk.Read<MarketEvent>(JournalId.ForMarket(market.Market)))
        {
            reader.Apply(sequence, e);
            foreach (var (id, leg) in reader.LegsOf(sequence, e))
            {
                SimulationFailureException.ThrowUnless(Accounts.ContainsKey(id), $"market/{market.Market} at {sequence}: a leg for {id}, which has no journal");
                var (account, disposition) = (Accounts[id], AccountDecider.Receive(Accounts[id], leg, e.At));
                SimulationFailureException.ThrowUnless(!disposition.IsGap, $"market/{market.Market} at {sequence}: the leg for {id} does not follow");
                if (disposition.Event is { } applied) account.Apply(account.Sequence + 1, applied);
            }
        }
    }

    private static void CheckSame<TState>(JournalId journal, TState folded, TState restored) => SimulationFailureException.ThrowUnless(
        CanonicalEncoding.Encode(folded).AsSpan().SequenceEqual(CanonicalEncoding.Encode(restored)), $"{journal}: the snapshot and what follows is not what the journal folds to");
}
