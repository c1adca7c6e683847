using System.Collections.Immutable;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Volatilities;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// A market's state: the fold of its journal. It changes only by applying events. Not thread-safe: it belongs to one grain or one simulation.
/// </summary>
public sealed class MarketLedger
{
    private readonly List<ContractState> _contracts = [];
    private readonly Dictionary<ContractId, ContractState> _byId = [];
    private readonly Dictionary<AccountId, MarketAccount> _accounts = [];

    /// <summary>A market to which nothing has happened.</summary>
    public MarketLedger(MarketId market) => Market = market;

    /// <summary>The market.</summary>
    public MarketId Market { get; }

    /// <summary>The sequence of the last event applied; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The pool; null while the market is not open.</summary>
    public PoolId? Pool { get; private set; }

    /// <summary>The parameters as set; those that follow forecasts are in the snapshot as they are in force.</summary>
    public MarketParameters Parameters { get; private set; } = new();

    /// <summary>What the market has followed of forecasts; null for one that follows none.</summary>
    public MarketAdaptation? Adaptation { get; private set; }

    /// <summary>The index in bars, which forecasts are made of; null for a market that follows none.</summary>
    public MarketBars? Bars { get; private set; }

    /// <summary>The sequence of the event that last changed what governs the market; 0 before the first.</summary>
    public long ParametersVersion { get; private set; }

    /// <summary>The newest snapshot; null before the first price.</summary>
    public MarketSnapshot? Snapshot { get; private set; }

    /// <summary>Implied volatilities; null when none were reported.</summary>
    public VolatilitySurface? Surface { get; private set; }

    /// <summary>The breaker with the prices it remembers; null before the first price with a breaker's policy in force, and without one.</summary>
    public MarketBreaker? Breaker { get; private set; }

    /// <summary>What others than prices say to the breaker.</summary>
    public BreakerInputs BreakerInputs { get; private set; } = BreakerInputs.None;

    /// <summary>What liquidations closed a short time ago; null before the first.</summary>
    public LiquidationWindow? Liquidations { get; private set; }

    /// <summary>How the market is settled by rule; null for one without a rule.</summary>
    public MarketSettlement? Settlement { get; private set; }

    /// <summary>All fees of all trades so far: what the market owes the pool, cumulatively.</summary>
    public Amount CumulativeFees { get; private set; }

    /// <summary>How many trades were cleared.</summary>
    public long TradesCleared { get; private set; }

    /// <summary>Remembered commands.</summary>
    public CommandWindow Commands { get; private set; } = new();

    /// <summary>Recent trades and settlements.</summary>
    public RecentTrades Recent { get; } = new();

    /// <summary>Contracts in order of listing.</summary>
    public IReadOnlyList<ContractState> Contracts => _contracts;

    /// <summary>Every account that has, or had, a leg, or asked for one.</summary>
    public IReadOnlyDictionary<AccountId, MarketAccount> Accounts => _accounts;

    /// <summary>A listed contract, or null.</summary>
    public ContractState? FindContract(ContractId contract) => _byId.GetValueOrDefault(contract);

    /// <summary>An account's position in a contract.</summary>
    public Quantity QuantityOf(AccountId account, ContractId contract) =>
        _accounts.TryGetValue(account, out var known) ? known.QuantityOf(contract) : Quantity.Zero;

    /// <summary>The sequence of an account's newest leg; 0 before the first.</summary>
    public long LastLegSequenceOf(AccountId account) => _accounts.TryGetValue(account, out var known) ? known.LastLegSequence : 0;

    /// <summary>True unless a newer activation of the account asked for its legs before: a grant of an older one must not be taken.</summary>
    public bool IsCurrent(AccountId account, long epoch) => !_accounts.TryGetValue(account, out var known) || epoch >= known.Epoch;

    /// <summary>Folds the next event in.</summary>
    /// <exception cref="JournalCorruptException">No decider could have written the event here.</exception>
    public void Apply(long sequence, MarketEvent e)
    {
        if (sequence != Sequence + 1) throw new JournalCorruptException($"market/{Market} at {sequence}: expected {Sequence + 1}");
        Sequence = sequence;
        switch (e)
        {
            case MarketConfigured configured: Apply(configured); break;
            case ContractListed listed: Apply(listed); break;
            case SnapshotPublished published: Apply(published); break;
            case TradeCleared cleared: Apply(cleared); break;
            case FundingAccrued accrued: Apply(accrued); break;
            case ContractSettled settled: Apply(settled); break;
            case PositionsSettled positions: Apply(positions); break;
            case SettlementAnnounced announced: Apply(announced); break;
            case MarketSettled settled: Apply(settled); break;
            case SurfaceReported reported: Apply(reported); break;
            case BreakerSet set: Apply(set); break;
            case BreakerMoved moved: Apply(moved); break;
            case BreakerInputsObserved observed: BreakerInputs = observed.Inputs; break;
            case ParametersAnnounced announced: Apply(announced); break;
            case ParametersOverridden overridden: Apply(overridden); break;
            case ActivationSeen seen: Apply(seen); break;
            default: throw new JournalCorruptException($"market/{Market} at {sequence}: unknown event {e.GetType().Name}");
        }
    }

    /// <summary>After a restore, puts an event that the snapshot already contains back into memory. Changes no balance.</summary>
    public void Recall(long sequence, MarketEvent e)
    {
        if (e is TradeCleared or PositionsSettled) Recent.Add(sequence, e);
    }

    /// <summary>The legs that an event owes, in order; empty for events without.</summary>
    public ImmutableArray<(AccountId Account, AccountLeg Leg)> LegsOf(long sequence, MarketEvent e) => e switch
    {
        TradeCleared t =>
        [
            (t.Buyer.Account, ToLeg(sequence, t.Buyer, t.Trade.Contract, t.Trade.Price, t.FundingIndex) with { Trade = t.Trade.Key }),
            (t.Seller.Account, ToLeg(sequence, t.Seller, t.Trade.Contract, t.Trade.Price, t.FundingIndex) with { Trade = t.Trade.Key }),
        ],
        PositionsSettled s => [.. s.Legs.Select(leg => (leg.Account, ToLeg(sequence, leg, s.Contract, s.Price, s.FundingIndex)))],
        _ => [],
    };

    /// <summary>The account confirmed its legs up to a sequence.</summary>
    public void Acknowledge(AccountId account, long sequence)
    {
        if (_accounts.TryGetValue(account, out var known)) known.AcknowledgedSequence = Math.Max(known.AcknowledgedSequence, sequence);
    }

    /// <summary>The ledger as data.</summary>
    /// <param name="oldestOwedSequence">The oldest leg that is not confirmed (<see cref="Outbox.OldestSequence"/>), or null when none is owed.</param>
    public MarketLedgerState ToState(long? oldestOwedSequence) => new()
    {
        Market = Market,
        Sequence = Sequence,
        RecallFrom = Math.Min(Recent.OldestSequence ?? (Sequence + 1), oldestOwedSequence ?? (Sequence + 1)),
        Pool = Pool,
        Parameters = Parameters,
        SnapshotVersion = Snapshot?.Version ?? 0,
        Snapshot = Snapshot,
        Surface = Surface,
        Breaker = Breaker,
        BreakerInputs = BreakerInputs == BreakerInputs.None ? null : BreakerInputs,
        Adaptation = Adaptation,
        Bars = Bars,
        Liquidations = Liquidations,
        Settlement = Settlement,
        ParametersVersion = ParametersVersion,
        Contracts = [.. _contracts.Select(contract => contract with { })],
        Accounts =
        [
            .. _accounts.OrderBy(pair => pair.Key)
                .Select(pair => new MarketAccountState(pair.Key, pair.Value.LastLegSequence, pair.Value.Epoch, pair.Value.AcknowledgedSequence, pair.Value.ToQuantities())),
        ],
        CumulativeFees = CumulativeFees,
        TradesCleared = TradesCleared,
        Commands = Commands.ToState(),
        ForgottenTrades = Recent.ToForgotten(),
    };

    /// <summary>The ledger from data; <see cref="Recall"/> must follow for events from <see cref="MarketLedgerState.RecallFrom"/> to its sequence.</summary>
    public static MarketLedger FromState(MarketLedgerState state)
    {
        var ledger = new MarketLedger(state.Market)
        {
            Sequence = state.Sequence,
            Pool = state.Pool,
            Parameters = state.Parameters,
            Snapshot = state.Snapshot,
            Surface = state.Surface,
            Breaker = state.Breaker,
            BreakerInputs = state.BreakerInputs ?? BreakerInputs.None,
            Adaptation = state.Adaptation,
            Bars = state.Bars,
            Liquidations = state.Liquidations,
            Settlement = state.Settlement,
            ParametersVersion = state.ParametersVersion,
            CumulativeFees = state.CumulativeFees,
            TradesCleared = state.TradesCleared,
            Commands = CommandWindow.FromState(state.Commands),
        };
        ledger.Recent.RestoreForgotten(state.ForgottenTrades);
        foreach (var contract in state.Contracts) ledger.Add(contract with { });
        foreach (var saved in state.Accounts)
        {
            var account = ledger.AccountOf(saved.Account);
            account.LastLegSequence = saved.LastLegSequence;
            account.Epoch = saved.Epoch;
            account.AcknowledgedSequence = saved.AcknowledgedSequence;
            foreach (var (contract, quantity) in saved.Quantities) account.SetQuantity(contract, quantity);
        }

        return ledger;
    }

    private void Apply(MarketConfigured e)
    {
        ThrowUnless(Pool is null || Pool == e.Command.Pool, "the market is open under another pool");
        Pool = e.Command.Pool;
        var before = Adaptation?.AdvanceTo(Parameters, e.At);
        Settlement = MarketSettlement.Configure(Settlement, Parameters.Settlement, e);
        Parameters = e.Command.Parameters;
        Adaptation = Parameters.Adaptive is null ? null : before?.Reconfigure(Parameters, e.At) ?? MarketAdaptation.StartingAt(Parameters, e.At);
        ParametersVersion = Sequence;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(ContractListed e)
    {
        ThrowUnless(Pool is not null && FindContract(e.Command.Contract.Id) is null, "the market is not open, or the contract is listed already");
        Add(new ContractState(e.Command.Contract));
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(SnapshotPublished e)
    {
        ThrowUnless(e.Version == (Snapshot?.Version ?? 0) + 1, "snapshot version skips");
        ThrowUnless(Snapshot is null || e.ObservedAt >= Snapshot.ObservedAt, "snapshot goes back in time");
        foreach (var contract in _contracts) contract.ReportedMark = null;
        foreach (var mark in e.Marks) ContractOf(mark.Contract).ReportedMark = mark.Price;
        Breaker = Parameters.Breaker is { } policy ? BreakerDecider.Observe(policy, this, e.ObservedAt, e.IndexPrice, e.Confidence, e.At) : null;
        foreach (var contract in _contracts) contract.Funding = FundingDecider.Observe(this, contract, e);
        Settlement = MarketSettlement.Observe(this, e);
        Adaptation = Adaptation?.AdvanceTo(Parameters, e.At);
        Bars = Adaptation is null ? null : (Bars ?? new MarketBars()).With(e.ObservedAt, e.IndexPrice);
        var inForce = Adaptation?.InForceAt(Parameters, e.At);
        Snapshot = new MarketSnapshot
        {
            Market = Market,
            Version = e.Version,
            ObservedAt = e.ObservedAt,
            IndexPrice = e.IndexPrice,
            Parameters = inForce?.Parameters ?? Parameters,
            ParametersVersion = ParametersVersion,
            Adaptation = inForce?.Adapted,
            Confidence = e.Confidence,
            Surface = Surface,
            Breaker = Breaker?.State,
            Liquidations = Liquidations?.At(e.At),
            SettledAt = Settlement?.SettledAt,
            Contracts = [.. _contracts.Select(contract => contract.ToSnapshot(e.IndexPrice))],
        };
    }

    private void Apply(TradeCleared e)
    {
        ThrowUnless((e.Buyer.Quantity + e.Seller.Quantity).IsZero, "legs do not sum to zero");
        ThrowUnless(
            e.Buyer.Account == e.Trade.Buyer && e.Seller.Account == e.Trade.Seller && e.Buyer.Quantity == e.Trade.Quantity, "legs are not the trade's");
        ThrowUnless(ContractOf(e.Trade.Contract).Status == ContractStatus.Trading, "a trade in an expired contract");
        TradesCleared++;
        if (e.Liquidated is { } charge) Liquidations = LiquidationWindow.With(Liquidations, e.At, charge);
        Apply(e.Buyer, e.Trade.Contract);
        Apply(e.Seller, e.Trade.Contract);
        Recent.Add(Sequence, e);
    }

    private void Apply(FundingAccrued e)
    {
        var contract = ContractOf(e.Command.Contract);
        contract.FundingIndex = e.Index;
        if (e.Statement is { } statement)
        {
            ThrowUnless(contract.Funding?.Now == statement.Until, "a funding period ends at another time than its statement says");
            contract.Funding = contract.Funding!.Next();
        }

        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(ContractSettled e)
    {
        var contract = ContractOf(e.Command.Contract);
        ThrowUnless(contract.Status == ContractStatus.Trading, "the contract has expired before");
        contract.Settle(e.SettlementPrice);
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(SettlementAnnounced e)
    {
        ThrowUnless(Settlement is { Announced: null }, "a settlement is announced without a rule, or twice");
        Settlement = Settlement! with { Announced = e.Command };
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(MarketSettled e)
    {
        ThrowUnless(SettlementDecider.Settle(this, e.Command, e.At) is { } due && due.IsSameAs(e), "the market is not settled by its rule");
        foreach (var settled in e.Contracts) ContractOf(settled.Contract).Settle(settled.Price);
        Settlement = Settlement!.After(e, Snapshot!);
        if (e.Command is not null && Commands.Recall(e.Command) is null) Commands.Remember(e.Command, Sequence);
    }

    private void Apply(PositionsSettled e)
    {
        ThrowUnless(ContractOf(e.Contract).Status == ContractStatus.Expired, "the contract has not expired");
        foreach (var leg in e.Legs)
        {
            Apply(leg, e.Contract);
            ThrowUnless(QuantityOf(leg.Account, e.Contract).IsZero, "a settlement leaves a position open");
        }

        Recent.Add(Sequence, e);
    }

    private void Apply(SurfaceReported e)
    {
        Surface = e.Command.Surface;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(BreakerSet e)
    {
        ThrowUnless(Parameters.Breaker is not null, "a breaker is set that the parameters do not name");
        Breaker = (Breaker ?? MarketBreaker.StartingAt(e.At)).Demand(BreakerDecider.DemandOf(e.Command));
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(BreakerMoved e)
    {
        ThrowUnless(Parameters.Breaker is not null && Breaker?.State.Level == e.Transition.From, "a breaker moves from a level where it does not stand");
        Breaker = Breaker!.Move(Parameters.Breaker!, e.Transition, e.At);
    }

    private void Apply(ParametersAnnounced e)
    {
        ThrowUnless(Parameters.Adaptive is not null, "parameters are announced in a market that follows no forecasts");
        Adaptation = AdaptationDecider.AdaptationOf(this, e.At).Announce(e.Set);
        ParametersVersion = Sequence;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(ParametersOverridden e)
    {
        ThrowUnless(Parameters.Adaptive is not null, "parameters are overridden in a market that follows no forecasts");
        Adaptation = AdaptationDecider.AdaptationOf(this, e.At).Demand(AdaptationDecider.DemandOf(e.Command), Parameters, e.At);
        ParametersVersion = Sequence;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(ActivationSeen e)
    {
        ThrowUnless(IsCurrent(e.Account, e.Epoch), "an older activation follows a newer one");
        AccountOf(e.Account).Epoch = e.Epoch;
    }

    private void Apply(TradeLeg leg, ContractId contract)
    {
        var account = AccountOf(leg.Account);
        ThrowUnless(leg.PreviousSequence == account.LastLegSequence, "a leg does not follow its account's previous leg");
        ThrowUnless(!leg.Fee.IsNegative, "a fee is negative");
        var before = account.QuantityOf(contract);
        var after = before + leg.Quantity;
        account.SetQuantity(contract, after);
        account.LastLegSequence = Sequence;
        var state = ContractOf(contract);
        state.OpenInterest += Quantity.Max(after, Quantity.Zero) - Quantity.Max(before, Quantity.Zero);
        CumulativeFees += leg.Fee;
    }

    private AccountLeg ToLeg(long sequence, TradeLeg leg, ContractId contract, Price price, Price fundingIndex) => leg.ToAccountLeg(Market, sequence, ContractOf(contract).Contract, price, fundingIndex);

    private void Add(ContractState contract)
    {
        _contracts.Add(contract);
        _byId.Add(contract.Contract.Id, contract);
    }

    private ContractState ContractOf(ContractId contract) => FindContract(contract) ?? throw new JournalCorruptException($"market/{Market} at {Sequence}: contract {contract} is not listed");

    /// <summary>Words without numbers, so that what holds, as it nearly always does, costs no text.</summary>
    private void ThrowUnless(bool holds, string what)
    {
        if (!holds) throw new JournalCorruptException($"market/{Market} at {Sequence}: {what}");
    }

    private MarketAccount AccountOf(AccountId account) => _accounts.TryGetValue(account, out var known) ? known : _accounts[account] = new MarketAccount();
}
