using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
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
    public Amount Contributions { get; internal set; }

    /// <summary>On what terms collateral beside cash is taken; null for none.</summary>
    public CollateralTerms? Collateral { get; private set; }

    /// <summary>What the pool keeps of defaults.</summary>
    public PoolDefaults Defaults { get; internal set; } = PoolDefaults.None;

    /// <summary>The insurance tranches.</summary>
    public PoolInsurance Insurance { get; internal set; } = PoolInsurance.None;

    /// <summary>What members of the default fund were assessed and have not paid.</summary>
    public PoolAssessments Assessments { get; internal set; } = PoolAssessments.None;

    /// <summary>How the default fund is sized.</summary>
    public FundSizing Sizing { get; internal set; } = FundSizing.None;

    /// <summary>The pool's own insurance fund: what is in insurance and no underwriter's. It loses before the tranches.</summary>
    public Amount OwnInsurance => BalanceOf(PoolFund.Insurance) - Insurance.Assets;

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

    /// <summary>What a venue, or the house for null, has paid in for defaults and not lost.</summary>
    public Amount PrefundedOf(VenueId? venue) => venue is { } member ? Defaults.MemberOf(member).Balance : BalanceOf(PoolFund.House);

    /// <summary>Folds the next event in.</summary>
    /// <exception cref="JournalCorruptException">No decider could have written the event here.</exception>
    public void Apply(long sequence, PoolEvent e)
    {
        if (sequence != Sequence + 1) throw new JournalCorruptException($"pool/{Pool} at {sequence}: expected {Sequence + 1}");
        Sequence = sequence;
        switch (e)
        {
            case FeesCollected collected: Apply(collected); break;
            case FundContributed contributed: FundBooking.Book(this, contributed); break;
            case CollateralConfigured configured: Apply(configured); break;
            case DefaultsConfigured configured: Apply(configured); break;
            case LiquidatorRegistered registered: Apply(registered); break;
            case LossAllocated allocated: LossBooking.Book(this, allocated); break;
            case DefaultRecovered recovered: LossBooking.Book(this, recovered); break;
            case BookGainReturned returned: LossBooking.Book(this, returned); break;
            case TransfersConfirmed confirmed: Apply(confirmed); break;
            case AssessmentOverdue overdue: AssessmentBooking.Book(this, overdue); break;
            case InsuranceConfigured configured: InsuranceBooking.Book(this, configured); break;
            case InsuranceStaked staked: InsuranceBooking.Book(this, staked); break;
            case FundNoticeGiven given: FundBooking.Book(this, given); break;
            case FundRedeemed redeemed: FundBooking.Book(this, redeemed); break;
            case InsuranceLeaveRequested leave: InsuranceBooking.Book(this, leave); break;
            case InsuranceRedeemed redeemed: InsuranceBooking.Book(this, redeemed); break;
            case DefaultBegun begun: Insurance = Insurance.Begin(begun.Default, begun.Account, begun.At); break;
            case DefaultEnded ended: Insurance = Insurance.End(ended.Default, ended.At); break;
            case FundConfigured configured: FundBooking.Book(this, configured); break;
            case AffiliatesSet set: FundBooking.Book(this, set); break;
            case FundReviewed reviewed: FundBooking.Book(this, reviewed); break;
            case TermsTookEffect due: Apply(due); break;
            case var _ when Rules.With(Pool, sequence, e) is { } rules: Apply(e, rules); break;
            default: throw new JournalCorruptException($"pool/{Pool} at {sequence}: unknown event {e.GetType().Name}");
        }
    }

    /// <summary>The ledger as data.</summary>
    public PoolLedgerState ToState() => new(
        Pool, Sequence, _funds.ToImmutableSortedDictionary(), Contributions, _markets.ToImmutableSortedDictionary(), Commands.ToState(), Collateral, Defaults == PoolDefaults.None ? null : Defaults,
        Insurance == PoolInsurance.None ? null : Insurance,
        Assessments == PoolAssessments.None ? null : Assessments,
        Sizing == FundSizing.None ? null : Sizing,
        Rules == PoolRules.None ? null : Rules);

    /// <summary>The ledger from data.</summary>
    public static PoolLedger FromState(PoolLedgerState state)
    {
        var ledger = new PoolLedger(state.Pool)
        {
            Sequence = state.Sequence,
            Contributions = state.Contributions,
            Collateral = state.Collateral,
            Defaults = state.Defaults ?? PoolDefaults.None,
            Insurance = state.Insurance ?? PoolInsurance.None,
            Assessments = state.Assessments ?? PoolAssessments.None,
            Sizing = state.Sizing ?? FundSizing.None,
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
        Move(PoolFund.Fees, e.Amount);
        InsuranceBooking.BookPremium(this, e);
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
                Defaults = Defaults with { Terms = changes.Defaults!.Terms with { Liquidators = [.. Defaults.Liquidators.Values] } };
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
        var terms = new DefaultTerms(Pool, Sequence, e.Command.Policy) { Liquidators = [.. Defaults.Liquidators.Values] };
        Rules = Rules with { Changes = Rules.Changes with { Defaults = e.EffectiveAt is { } at ? new(terms, at) : null } };
        if (e.EffectiveAt is null) Defaults = Defaults with { Terms = terms };
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(LiquidatorRegistered e)
    {
        var command = e.Command;
        var liquidators = command.IsActive ? Defaults.Liquidators.SetItem(command.Account, new Liquidator(command.Account, command.Venue)) : Defaults.Liquidators.Remove(command.Account);
        Defaults = Defaults with { Liquidators = liquidators };
        if (Defaults.Terms is { } terms) Defaults = Defaults with { Terms = terms with { Version = Sequence, Liquidators = [.. liquidators.Values] } };
        Commands.Remember(command, Sequence);
    }

    private void Apply(TransfersConfirmed e) => Defaults = Defaults with { Unconfirmed = [.. Defaults.Unconfirmed.Where(transfer => transfer.Sequence != e.Sequence)] };

    /// <summary>An account gets at most one transfer per event: what comes together is added up.</summary>
    internal void Transfer(AccountId account, DefaultId? cause, PoolTransferKind kind, Amount amount, ImmutableArray<LegClosure> closures) =>
        Defaults = Defaults.With(new PoolTransfer { Pool = Pool, Sequence = Sequence, PreviousSequence = 0, Account = account, Default = cause, Kind = kind, Amount = amount, Closures = closures });

    /// <summary>Adds to a fund, or takes from it.</summary>
    internal void Move(PoolFund fund, Amount amount) => _funds[fund] = BalanceOf(fund) + amount;

    /// <summary>Words without numbers, so that what holds, as it nearly always does, costs no text.</summary>
    internal void ThrowUnless(bool holds, string what)
    {
        if (!holds) throw new JournalCorruptException($"pool/{Pool} at {Sequence}: {what}");
    }
}
