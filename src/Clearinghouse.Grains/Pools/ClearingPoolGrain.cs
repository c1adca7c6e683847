using System.Collections.Immutable;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Grains.Accounts;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Timers;
using Clearinghouse.Storage;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Pools;

/// <summary>A clearing pool: its money is a fold of its journal, its register of members and markets is cold state.</summary>
[Reentrant, GrainType("pool")]
public sealed class ClearingPoolGrain : LedgerGrain<PoolEvent, PoolLedgerState>, IClearingPoolGrain, IPoolClearing
{
    private readonly IPersistentState<PoolRegistry> _registry;
    private readonly TurnQueue _registryTurns = new();
    private readonly TurnQueue _claims = new();
    private readonly TransferDelivery _transfers;
    private readonly PoolBooks _books;
    private readonly RunningDefaults _running;
    private readonly TurnQueue _reviews = new();
    private readonly BookReviewer _reviewer;
    private readonly PoolMetrics _metrics;
    private readonly PoolRounds _rounds;
    private readonly ShardTotals _uncovered = new();
    private PoolLedger _ledger;

    /// <summary>A pool over what the silo provides.</summary>
    public ClearingPoolGrain(
        LedgerGrainContext context,
        MarketBoard board,
        IMarginPolicy policy,
        PoolMetrics metrics,
        [PersistentState(LedgerSnapshot.StateName, GrainStorageNames.Snapshots)] IPersistentState<LedgerSnapshot> snapshot,
        [PersistentState("registry", GrainStorageNames.Cold)] IPersistentState<PoolRegistry> registry)
        : base(context, snapshot)
    {
        _registry = registry;
        Pool = PoolId.Create(this.GetPrimaryKeyString());
        _ledger = new PoolLedger(Pool);
        var filler = new MarketBoardFiller(GrainFactory, board, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        _books = new PoolBooks(GrainFactory, board, filler, policy, context.Options.RiskShards);
        _transfers = new TransferDelivery(() => _ledger, () => Journal.DurableSequence, GrainFactory, Confirm, Logger);
        _running = new RunningDefaults(GrainFactory, Logger);
        _reviewer = new BookReviewer(_books, board, policy);
        _metrics = metrics;
        _rounds = new PoolRounds(Logger);
    }

    /// <inheritdoc/>
    protected override JournalId JournalName => JournalId.ForPool(Pool);

    /// <inheritdoc/>
    protected override StreamId? Stream => null;

    private PoolId Pool { get; }

    /// <inheritdoc/>
    protected override Task OnRecoveredAsync()
    {
        var period = TimeSpan.FromMilliseconds(Context.Options.RepeatMs);
        if (_ledger.Sizing.Review is { } last) _metrics.Report(Pool, last);
        this.RegisterGrainTimer(Repeat, new GrainTimerCreationOptions(TimeSpan.Zero, period) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _metrics.Forget(Pool);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Admit(AdmitVenue command)
    {
        if (string.IsNullOrEmpty(command.Venue.Value) || command.Venue == OwnNames.Venue)
            return CommandOutcome.Refused(new Refusal(RefusalCode.RequestInvalid) { Subject = "venue", Detail = command.Venue == OwnNames.Venue ? "the clearinghouse's own name" : null });
        var (key, fingerprint) = ($"{command.Header.Sender}/{command.Header.Id}", CanonicalEncoding.Fingerprint(command));
        return await InTurn(async () =>
        {
            if (_registry.State.Commands.TryGetValue(key, out var known))
                return new CommandOutcome(known == fingerprint ? CommandStatus.Exists : CommandStatus.ExistsWithDifferentContent, 0);
            _registry.State.Venues[command.Venue.Value] = command.IsActive;
            _registry.State.Commands[key] = fingerprint;
            await _registry.WriteStateAsync();
            return new CommandOutcome(CommandStatus.Created, 0);
        });
    }

    /// <inheritdoc/>
    public Task<bool> IsMember(VenueId venue) => InTurn(() => Task.FromResult(_registry.State.Venues.TryGetValue(venue.Value, out var isActive) && isActive));

    /// <inheritdoc/>
    public Task<CommandOutcome> Contribute(ContributeFund command)
    {
        Journal.ThrowIfFailed();
        return Commit(PoolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureCollateral(ConfigureCollateral command)
    {
        Journal.ThrowIfFailed();
        return Commit(PoolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CollateralTerms?> GetCollateral() => WhenDurable(_ledger.Collateral);

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureDefaults(ConfigureDefaults command)
    {
        Journal.ThrowIfFailed();
        return Commit(DefaultDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> RegisterLiquidator(RegisterLiquidator command)
    {
        Journal.ThrowIfFailed();
        return Commit(LiquidatorDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<AuctionListing>> GetAuctions() => _books.AuctionsOf(Pool);

    /// <inheritdoc/>
    public async Task<DefaultTerms?> GetDefaultTerms() => (await GetDefaults()).Terms;

    /// <inheritdoc/>
    public async Task<DefaultCase?> GetDefault(DefaultId id) => (await GetDefaults()).Cases.GetValueOrDefault(id);

    /// <inheritdoc/>
    public Task<PoolDefaults> GetDefaults() => WhenDurable(_ledger.Defaults);

    /// <inheritdoc/>
    public Task<CommandOutcome> Recover(RecoverLoss command)
    {
        Journal.ThrowIfFailed();
        return Commit(DefaultDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureInsurance(ConfigureInsurance command)
    {
        Journal.ThrowIfFailed();
        return Commit(InsuranceDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> StakeInsurance(StakeInsurance command)
    {
        if (string.IsNullOrEmpty(command.Account.Value)) return CommandOutcome.Refused(new Refusal(RefusalCode.RequestInvalid) { Subject = "account" });
        var standing = await GrainFactory.GetGrain<IAccountDefaults>(command.Account.Value).GetStanding();
        Journal.ThrowIfFailed();
        return await Commit(InsuranceDecider.Decide(_ledger, command, standing.Pool, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> LeaveInsurance(LeaveInsurance command)
    {
        Journal.ThrowIfFailed();
        return Commit(InsuranceDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> RedeemInsurance(RedeemInsurance command)
    {
        Journal.ThrowIfFailed();
        var outcome = await Commit(InsuranceDecider.Decide(_ledger, command, Now));
        _transfers.DeliverAll();
        return outcome;
    }

    /// <inheritdoc/>
    public Task<PoolInsurance> GetInsurance() => WhenDurable(_ledger.Insurance);

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureFund(ConfigureFund command)
    {
        Journal.ThrowIfFailed();
        return Commit(FundDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> SetAffiliates(SetAffiliates command)
    {
        Journal.ThrowIfFailed();
        return Commit(FundDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ReviewFund(ReviewFund command) => Review(command);

    /// <inheritdoc/>
    public Task<FundSizing> GetFundSizing() => WhenDurable(_ledger.Sizing);

    /// <inheritdoc/>
    public Task<FundStanding> GetFundStanding(VenueId venue) => WhenDurable(FundStanding.Of(_ledger.Defaults.MemberOf(venue), _ledger.Assessments, _ledger.Sizing.Terms?.Policy, Now));

    /// <inheritdoc/>
    public Task<PoolAssessments> GetAssessments() => WhenDurable(_ledger.Assessments);

    /// <inheritdoc/>
    public async Task<DeleveragingRank?> GetDeleveragingRank(AccountId account) => _books.RankingOf(await _books.InputsOf(Pool)).RankOf(account);

    /// <inheritdoc/>
    public Task<CommandOutcome> Cover(DefaultClaim claim) => _claims.Run(async () =>
    {
        // One after the other: a claim is allocated over what the one before it has left.
        Journal.ThrowIfFailed();
        var (gains, plan) = (ImmutableArray<AccountGain>.Empty, (DeleveragingPlan?)null);
        if (DefaultDecider.DeficitOf(_ledger, claim, Now) is { IsPositive: true } deficit && !_ledger.Defaults.Cases.ContainsKey(claim.Default))
            (gains, plan) = await LastResortOf(claim.Default, deficit, claim.Account);

        Journal.ThrowIfFailed();
        var outcome = await Commit(DefaultDecider.Decide(_ledger, claim, gains, plan, Now));
        _transfers.DeliverAll();
        return outcome;
    });

    /// <inheritdoc/>
    public async Task BeginDefault(DefaultId id, AccountId account)
    {
        Journal.ThrowIfFailed();
        if (InsuranceDecider.Begin(_ledger, id, account, Now) is { } begun) Append(begun);
        await Journal.WhenDurable();
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<PoolTransfer>> TransfersAfter(AccountId account, long cursor)
    {
        ImmutableArray<PoolTransfer> transfers = [.. _ledger.Defaults.Unconfirmed.Where(transfer => transfer.Account == account && transfer.Sequence > cursor)];
        await Journal.WhenDurable();
        return transfers;
    }

    /// <inheritdoc/>
    public Task<EventBatch<PoolEvent>> ReadEvents(long fromSequence, int most) => ReadDurable(fromSequence, most);

    /// <inheritdoc/>
    public async Task<PoolSummary> GetSummary()
    {
        var summary = await InTurn(() => Task.FromResult(new PoolSummary(
            Pool,
            _registry.State.Venues.ToImmutableSortedDictionary(pair => VenueId.Create(pair.Key), pair => pair.Value),
            [.. _registry.State.Markets.Select(MarketId.Create)],
            _ledger.Funds.ToImmutableSortedDictionary(),
            _ledger.Contributions)));
        await Journal.WhenDurable();
        return summary;
    }

    /// <inheritdoc/>
    public Task Register(MarketId market) => InTurn(async () =>
    {
        if (_registry.State.Markets.Add(market.Value)) await _registry.WriteStateAsync();
        return true;
    });

    /// <inheritdoc/>
    public async Task CollectFees(MarketId market, long sequence, Amount cumulativeFees)
    {
        Journal.ThrowIfFailed();
        if (PoolDecider.Collect(_ledger, market, sequence, cumulativeFees, Now) is { } collected) Append(collected);
        await Journal.WhenDurable();
    }

    /// <inheritdoc/>
    public Task ReportUncovered(int shard, Amount uncovered)
    {
        _uncovered.Set(shard, uncovered);
        var funds = _ledger.LossFunds;
        Ratio? depletion = funds.IsPositive ? Rational.Clamp(Rational.From(_uncovered.Total) / Rational.From(funds), 0, 1).Round<Ratio>(Rounding.Ceiling) : null;
        foreach (var market in _registry.State.Markets) GrainFactory.GetGrain<IMarketClearing>(market).ReportDepletion(depletion).Ignore();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override long Restore(PoolLedgerState? state)
    {
        _ledger = state is null ? new PoolLedger(Pool) : PoolLedger.FromState(state);
        return _ledger.Sequence + 1;
    }

    /// <inheritdoc/>
    protected override void Fold(long sequence, PoolEvent e) => _ledger.Apply(sequence, e);

    /// <inheritdoc/>
    protected override PoolLedgerState Capture() => _ledger.ToState();

    /// <summary>Shows what was read when it is durable.</summary>
    private async Task<T> WhenDurable<T>(T read)
    {
        await Journal.WhenDurable();
        return read;
    }

    private Task Repeat()
    {
        if (Journal.IsFailed) return Task.CompletedTask;
        _transfers.DeliverAll();
        _rounds.Start("running defaults", !_ledger.Insurance.Running.IsEmpty, EndDefaults);
        _rounds.Start("overdue assessments", _ledger.Assessments.NextOverdueAt(Now) is not null, PassOnAssessments);
        _rounds.Start("review of the default fund", Context.Options.RiskShards > 0 && _ledger.Sizing.IsReviewDueAt(Now), () => Review(null));
        return Task.CompletedTask;
    }

    private async Task EndDefaults()
    {
        foreach (var over in await _running.FindOver(_ledger.Insurance.Running))
            if (!Journal.IsFailed && InsuranceDecider.End(_ledger, over, Now) is { } ended) Append(ended);
    }

    /// <summary>What accounts would give up for a deficit: the gains of all, and a deleveraging where the pool's rules name it.</summary>
    private async Task<(ImmutableArray<AccountGain> Gains, DeleveragingPlan? Plan)> LastResortOf(DefaultId cause, Amount deficit, AccountId? except = null)
    {
        var baskets = _books.BasketsOf(await _books.InputsOf(Pool, except));
        var isDeleveraged = _ledger.Defaults.Terms?.Policy.Waterfall.LastResort == LastResort.Deleveraging;
        return (baskets.Gains, isDeleveraged ? baskets.PlanOf(cause, deficit) : null);
    }

    /// <summary>What members did not pay in time becomes a loss of its own: one after the other, and after the claims that came before.</summary>
    private Task PassOnAssessments() => _claims.Run(async () =>
    {
        while (!Journal.IsFailed && _ledger.Assessments.NextOverdueAt(Now) is { } overdue)
        {
            var (gains, plan) = await LastResortOf(overdue.Default, overdue.Left);
            if (!Journal.IsFailed && AssessmentDecider.PassOn(_ledger, overdue, gains, plan, Now) is { } passedOn) Append(passedOn);
        }

        await Journal.WhenDurable();
        _transfers.DeliverAll();
        return true;
    });

    /// <summary>Reviews the default fund: for a command, or for the schedule when it is still due.</summary>
    private Task<CommandOutcome> Review(ReviewFund? command) => _reviews.Run(async () =>
    {
        Journal.ThrowIfFailed();
        if (command is not null && _ledger.Commands.Recall(command) is { } known) return await Commit(Decision<PoolEvent>.From(known));
        if (_ledger.Sizing.Terms is not { } terms) return CommandOutcome.Refused(new Refusal(RefusalCode.FundNotConfigured) { Subject = Pool.Value });
        if (Context.Options.RiskShards == 0) return CommandOutcome.Refused(new Refusal(RefusalCode.BookNotWatched) { Subject = Pool.Value });
        if (command is null && !_ledger.Sizing.IsReviewDueAt(Now)) return new CommandOutcome(CommandStatus.Exists, 0);
        var findings = await _reviewer.Look(Pool, _ledger.Sizing.Groups, terms.Policy.CoverCount, FundDecider.LayersOf(_ledger, Now));
        Journal.ThrowIfFailed();
        var outcome = await Commit(FundDecider.Review(_ledger, command, findings, Now));
        if (_ledger.Sizing.Review is { } review) _metrics.Report(Pool, review);
        return outcome;
    });

    private void Confirm(long sequence)
    {
        if (!Journal.IsFailed && DefaultDecider.Confirm(_ledger, sequence, Now) is { } confirmed) Append(confirmed);
    }

    /// <summary>The register is written whole, one write at a time, and not shown while it is being written. A failed write leaves it unknown, so the activation ends.</summary>
    private Task<T> InTurn<T>(Func<Task<T>> work) => _registryTurns.Run(async () =>
    {
        try
        {
            return await work();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    });
}
