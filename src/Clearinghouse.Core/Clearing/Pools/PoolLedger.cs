using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

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

    /// <summary>What the pool keeps of defaults.</summary>
    public PoolDefaults Defaults { get; private set; } = PoolDefaults.None;

    /// <summary>What the pool keeps of its limits and its venues.</summary>
    public PoolRules Rules { get; private set; } = PoolRules.None;

    /// <summary>Remembered commands.</summary>
    public CommandWindow Commands { get; private set; } = new();

    /// <summary>Balance by fund.</summary>
    public IReadOnlyDictionary<PoolFund, Amount> Funds => _funds;

    /// <summary>What was collected, by market.</summary>
    public IReadOnlyDictionary<MarketId, MarketFees> Markets => _markets;

    /// <summary>What there is to pay losses with: insurance, the house and the default fund. Fees are income.</summary>
    public Amount LossFunds => BalanceOf(PoolFund.Insurance) + BalanceOf(PoolFund.House) + BalanceOf(PoolFund.DefaultFund);

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
            case DefaultsConfigured configured: Apply(configured); break;
            case LossAllocated allocated: Apply(allocated); break;
            case DefaultRecovered recovered: Apply(recovered); break;
            case TransfersConfirmed confirmed: Apply(confirmed); break;
            case TermsTookEffect due: Apply(due); break;
            case var _ when Rules.With(Pool, sequence, e) is { } rules: Apply(e, rules); break;
            default: throw new JournalCorruptException($"pool/{Pool} at {sequence}: unknown event {e.GetType().Name}");
        }
    }

    /// <summary>The ledger as data.</summary>
    public PoolLedgerState ToState() => new(
        Pool, Sequence, _funds.ToImmutableSortedDictionary(), Contributions, _markets.ToImmutableSortedDictionary(), Commands.ToState(), Collateral, Defaults == PoolDefaults.None ? null : Defaults, Rules == PoolRules.None ? null : Rules);

    /// <summary>The ledger from data.</summary>
    public static PoolLedger FromState(PoolLedgerState state)
    {
        var ledger = new PoolLedger(state.Pool)
        {
            Sequence = state.Sequence,
            Contributions = state.Contributions,
            Collateral = state.Collateral,
            Defaults = state.Defaults ?? PoolDefaults.None,
            Rules = state.Rules ?? PoolRules.None,
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
        Move(e.Command.Fund, e.Command.Amount);
        Contributions += e.Command.Amount;
        if (e.Command.Venue is { } venue) Defaults = Defaults.With(ContributedBy(Defaults.MemberOf(venue), e.Command));
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(CollateralConfigured e)
    {
        var terms = new CollateralTerms(Pool, Sequence, e.Command.Policy);
        Commands.Remember(e.Command, Sequence);
        Rules = Rules with { Changes = Rules.Changes with { Collateral = e.EffectiveAt is { } at ? new(terms, at) : null } };
        if (e.EffectiveAt is null) TakeEffect(terms, e.At);
    }

    private void TakeEffect(CollateralTerms terms, DateTimeOffset at)
    {
        Rules = Rules with { Changes = Rules.Changes.WithCaps(Collateral, terms, Rules.Limits?.Policy.CollateralCapPerDay, at) };
        Collateral = terms;
    }

    private void Apply(TermsTookEffect e)
    {
        var changes = Rules.Changes;
        ThrowUnless(changes.DueAt(e.At).Contains((e.Kind, e.Version)), "terms take effect that were not announced, or too early");
        switch (e.Kind)
        {
            case PoolTermsKind.Collateral:
                Rules = Rules with { Changes = changes with { Collateral = null } };
                TakeEffect(changes.Collateral!.Terms, e.At);
                break;
            case PoolTermsKind.Defaults:
                Rules = Rules with { Changes = changes with { Defaults = null } };
                Defaults = Defaults with { Terms = changes.Defaults!.Terms };
                break;
            default:
                Rules = Rules with { Limits = changes.Limits!.Terms, Changes = changes with { Limits = null } };
                break;
        }
    }

    private void Apply(PoolEvent e, PoolRules rules)
    {
        Rules = rules;
        if (PoolRules.CommandOf(e) is { } command) Commands.Remember(command, Sequence);
    }

    private void Apply(DefaultsConfigured e)
    {
        var terms = new DefaultTerms(Pool, Sequence, e.Command.Policy);
        Rules = Rules with { Changes = Rules.Changes with { Defaults = e.EffectiveAt is { } at ? new(terms, at) : null } };
        if (e.EffectiveAt is null) Defaults = Defaults with { Terms = terms };
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(LossAllocated e)
    {
        ThrowUnless(!Defaults.Cases.ContainsKey(e.Claim.Default), "a default is allocated twice");
        ThrowUnless(e.Plan.Residual.IsZero && e.Plan.Loss == e.Claim.Debt + e.Claim.CollateralValue, "the postings do not come to the loss");
        foreach (var posting in e.Plan.Postings) Post(e, posting);
        foreach (var (asset, quantity) in e.Claim.Collateral) Defaults = Defaults with { Inventory = Defaults.Inventory.SetItem(asset, Defaults.Inventory.GetValueOrDefault(asset) + quantity) };
        if (e.Claim.Debt.IsPositive) Transfer(e.Claim.Account, e.Claim.Default, PoolTransferKind.LossCovered, e.Claim.Debt, []);
        ImmutableArray<Amount> nothingYet = [.. e.Plan.Postings.Select(_ => Amount.Zero)];
        Defaults = Defaults with { Cases = Defaults.Cases.Add(e.Claim.Default, new DefaultCase(e.Claim, e.Plan, nothingYet, Sequence, e.At, e.Certificate)) };
    }

    private void Post(LossAllocated e, LossPosting posting)
    {
        switch (posting.Kind)
        {
            case WaterfallLayerKind.DefaulterCollateral:
                Move(PoolFund.Inventory, -posting.Amount);
                break;
            case WaterfallLayerKind.HouseCapital:
                Move(PoolFund.House, -posting.Amount);
                break;
            case WaterfallLayerKind.InsuranceTranche:
                Move(PoolFund.Insurance, -posting.Amount);
                break;
            case WaterfallLayerKind.Uncovered:
                Move(PoolFund.Uncovered, -posting.Amount);
                break;
            case WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.JuniorFund or WaterfallLayerKind.MutualFund:
                Move(PoolFund.DefaultFund, -posting.Amount);
                Change(posting, e.Claim.Venue, member => member with { Balance = member.Balance - posting.Amount });
                break;
            case WaterfallLayerKind.Assessment:
                Move(PoolFund.Receivables, -posting.Amount);
                Change(posting, e.Claim.Venue, member => member with { Assessed = member.Assessed + posting.Amount, Owed = member.Owed + posting.Amount });
                break;
            default:
                var account = AccountId.Create(posting.Payer.Name);
                Transfer(account, e.Claim.Default, PoolTransferKind.Haircut, -posting.Amount, e.ClosuresOf(account));
                break;
        }
    }

    private void Apply(DefaultRecovered e)
    {
        ThrowUnless(Defaults.Cases.ContainsKey(e.Command.Default), "a recovery of a default that is not known");
        ThrowUnless(e.Plan.Postings.Aggregate(e.Plan.Surplus, (sum, posting) => sum + posting.Amount) == e.Command.Amount, "what is paid back is not what came in");
        Contributions += e.Command.Amount;
        var known = Defaults.Cases[e.Command.Default];
        foreach (var posting in e.Plan.Postings) PayBack(known, known.Plan.Postings[posting.Posting], posting.Amount);
        if (e.Plan.Surplus.IsPositive) Transfer(known.Claim.Account, e.Command.Default, PoolTransferKind.Recovery, e.Plan.Surplus, []);
        Defaults = Defaults with { Cases = Defaults.Cases.SetItem(e.Command.Default, known with { PaidBack = e.Plan.PaidBack }) };
        Commands.Remember(e.Command, Sequence);
    }

    private void PayBack(DefaultCase known, LossPosting bore, Amount amount)
    {
        switch (bore.Kind)
        {
            case WaterfallLayerKind.DefaulterCollateral:
                Move(PoolFund.Inventory, amount);
                break;
            case WaterfallLayerKind.HouseCapital:
                Move(PoolFund.House, amount);
                break;
            case WaterfallLayerKind.InsuranceTranche:
                Move(PoolFund.Insurance, amount);
                break;
            case WaterfallLayerKind.Uncovered:
                Move(PoolFund.Uncovered, amount);
                break;
            case WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.JuniorFund or WaterfallLayerKind.MutualFund:
                Move(PoolFund.DefaultFund, amount);
                Change(bore with { Amount = -amount }, known.Claim.Venue, member => member with { Balance = member.Balance + amount });
                break;
            case WaterfallLayerKind.Assessment:
                // What is still owed is owed no longer; what was paid goes to the member's contribution.
                var forgiven = Amount.Min(amount, Defaults.MemberOf(VenueId.Create(bore.Payer.Name)).Owed);
                Move(PoolFund.Receivables, forgiven);
                Move(PoolFund.DefaultFund, amount - forgiven);
                Change(bore with { Amount = -amount }, known.Claim.Venue, member => member with { Owed = member.Owed - forgiven, Balance = member.Balance + (amount - forgiven) });
                break;
            default:
                Transfer(AccountId.Create(bore.Payer.Name), known.Claim.Default, PoolTransferKind.Recovery, amount, []);
                break;
        }
    }

    private void Apply(TransfersConfirmed e) => Defaults = Defaults with { Unconfirmed = [.. Defaults.Unconfirmed.Where(transfer => transfer.Sequence != e.Sequence)] };

    /// <summary>Changes the member that bears a posting, and counts what it loses to others.</summary>
    private void Change(LossPosting posting, VenueId? brought, Func<MemberFund, MemberFund> change)
    {
        var venue = VenueId.Create(posting.Payer.Name);
        var member = change(Defaults.MemberOf(venue));
        if (venue != brought) member = member with { LostToOthers = member.LostToOthers + posting.Amount };
        ThrowUnless(!member.Balance.IsNegative && !member.Owed.IsNegative, "a member loses more than it has");
        Defaults = Defaults.With(member);
    }

    /// <summary>An account gets at most one transfer per event: what comes together is added up.</summary>
    private void Transfer(AccountId account, DefaultId cause, PoolTransferKind kind, Amount amount, ImmutableArray<LegClosure> closures) =>
        Defaults = Defaults.With(new PoolTransfer { Pool = Pool, Sequence = Sequence, PreviousSequence = 0, Account = account, Default = cause, Kind = kind, Amount = amount, Closures = closures });

    private void Move(PoolFund fund, Amount amount) => _funds[fund] = BalanceOf(fund) + amount;

    private static MemberFund ContributedBy(MemberFund member, ContributeFund command) => command.Fund == PoolFund.Receivables
        ? member with { Owed = member.Owed - command.Amount }
        : member with { Contributed = member.Contributed + command.Amount, Balance = member.Balance + command.Amount };

    /// <summary>Words without numbers, so that what holds, as it nearly always does, costs no text.</summary>
    private void ThrowUnless(bool holds, string what)
    {
        if (!holds) throw new JournalCorruptException($"pool/{Pool} at {Sequence}: {what}");
    }
}
