using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A pool's own money: the fold of its journal. Not thread-safe: it belongs to one grain or one simulation.</summary>
public sealed class PoolLedger
{
    private readonly SortedDictionary<PoolFund, Amount> _funds = [];
    private readonly SortedDictionary<MarketId, MarketFees> _markets = [];

    /// <summary>A pool to which nothing has happened.</summary>
    public PoolLedger(PoolId pool) => Pool = pool;

    /// <summary>The pool.</summary>
    public PoolId Pool { get; }

    /// <summary>The sequence of the last event applied; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Money paid in from outside.</summary>
    public Amount Contributions { get; private set; }

    /// <summary>On what terms collateral beside cash is taken; null for none.</summary>
    public CollateralTerms? Collateral { get; private set; }

    /// <summary>Remembered commands.</summary>
    public CommandWindow Commands { get; private set; } = new();

    /// <summary>Balance by fund.</summary>
    public IReadOnlyDictionary<PoolFund, Amount> Funds => _funds;

    /// <summary>What was collected, by market.</summary>
    public IReadOnlyDictionary<MarketId, MarketFees> Markets => _markets;

    /// <summary>What there is to pay losses with: every fund but the fees, which are income.</summary>
    public Amount LossFunds => _funds.Where(fund => fund.Key != PoolFund.Fees).Aggregate(Amount.Zero, (sum, fund) => sum + fund.Value);

    /// <summary>The balance of a fund.</summary>
    public Amount BalanceOf(PoolFund fund) => _funds.GetValueOrDefault(fund);

    /// <summary>Folds the next event in.</summary>
    /// <exception cref="JournalCorruptException">No decider could have written the event here.</exception>
    public void Apply(long sequence, PoolEvent e)
    {
        if (sequence != Sequence + 1) throw new JournalCorruptException($"pool/{Pool} at {sequence}: expected {Sequence + 1}");
        Sequence = sequence;
        switch (e)
        {
            case FeesCollected collected: Apply(collected); break;
            case FundContributed contributed: Apply(contributed); break;
            case CollateralConfigured configured: Apply(configured); break;
            default: throw new JournalCorruptException($"pool/{Pool} at {sequence}: unknown event {e.GetType().Name}");
        }
    }

    /// <summary>The ledger as data.</summary>
    public PoolLedgerState ToState() => new(
        Pool, Sequence, _funds.ToImmutableSortedDictionary(), Contributions, _markets.ToImmutableSortedDictionary(), Commands.ToState(), Collateral);

    /// <summary>The ledger from data.</summary>
    public static PoolLedger FromState(PoolLedgerState state)
    {
        var ledger = new PoolLedger(state.Pool)
        {
            Sequence = state.Sequence,
            Contributions = state.Contributions,
            Collateral = state.Collateral,
            Commands = CommandWindow.FromState(state.Commands),
        };
        foreach (var (fund, balance) in state.Funds) ledger._funds[fund] = balance;
        foreach (var (market, fees) in state.Markets) ledger._markets[market] = fees;
        return ledger;
    }

    private void Apply(FeesCollected e)
    {
        var before = _markets.GetValueOrDefault(e.Market) ?? new MarketFees(0, Amount.Zero);
        ThrowUnless(e.Sequence > before.Sequence && e.Amount.IsPositive, "fees were collected before");
        ThrowUnless(e.CumulativeFees - before.CumulativeFees == e.Amount, "fees do not come to the amount recorded");
        _markets[e.Market] = new MarketFees(e.Sequence, e.CumulativeFees);
        _funds[PoolFund.Fees] = BalanceOf(PoolFund.Fees) + e.Amount;
    }

    private void Apply(FundContributed e)
    {
        ThrowUnless(e.Command.Amount.IsPositive, "contribution of nothing");
        _funds[e.Command.Fund] = BalanceOf(e.Command.Fund) + e.Command.Amount;
        Contributions += e.Command.Amount;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(CollateralConfigured e)
    {
        Collateral = new CollateralTerms(Pool, Sequence, e.Command.Policy);
        Commands.Remember(e.Command, Sequence);
    }

    /// <summary>Words without numbers, so that what holds, as it nearly always does, costs no text.</summary>
    private void ThrowUnless(bool holds, string what)
    {
        if (!holds) throw new JournalCorruptException($"pool/{Pool} at {Sequence}: {what}");
    }
}
