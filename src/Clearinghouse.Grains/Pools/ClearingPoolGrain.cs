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
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;
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
    private readonly PoolRegister _register;
    private readonly TurnQueue _claims = new();
    private readonly TransferDelivery _transfers;
    private readonly PoolBooks _books;
    private readonly RunningDefaults _running;
    private readonly TurnQueue _reviews = new();
    private readonly BookReviewer _reviewer;
    private readonly PoolMetrics _metrics;
    private readonly PoolRounds _rounds;
    private readonly ShardTotals _uncovered = new();
    private readonly PoolCensus _census;
    private readonly ProtocolMoves _moves;
    private ProtocolReport? _report;
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
        _register = new PoolRegister(registry, DeactivateOnIdle);
        Pool = PoolId.Create(this.GetPrimaryKeyString());
        _ledger = new PoolLedger(Pool);
        var filler = new MarketBoardFiller(GrainFactory, board, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        _books = new PoolBooks(GrainFactory, board, filler, policy, context.Options.RiskShards);
        _census = new PoolCensus(GrainFactory, Pool, context.Options.RiskShards, context.Clock);
        _moves = new ProtocolMoves(_census, GrainFactory, Logger);
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
        // Admissions were kept in the register alone before they were journaled: what was done then is answered from there.
        var (key, fingerprint) = ($"{command.Header.Sender}/{command.Header.Id}", CanonicalEncoding.Fingerprint(command));
        var known = await _register.FindCommand(key);
        if (known is not null) return new CommandOutcome(known == fingerprint ? CommandStatus.Exists : CommandStatus.ExistsWithDifferentContent, 0);
        Journal.ThrowIfFailed();
        return await Commit(ProtocolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Expel(ExpelVenue command)
    {
        var isMember = (await StateOf(command.Venue)).IsMember;
        Journal.ThrowIfFailed();
        return await Commit(ProtocolDecider.Decide(_ledger, command, isMember, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> Consent(ConsentToPort command) => Decide(() => ProtocolDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> Port(PortVenue command) => Decide(() => ProtocolDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public async Task<bool> IsMember(VenueId venue) => await GetStanding(venue) is { Status: ProtocolStatus.Active };

    /// <inheritdoc/>
    public async Task<VenueStanding> GetStanding(VenueId venue)
    {
        var state = await StateOf(venue);
        if (!state.IsMember) return VenueStanding.Unknown;
        var isLimited = _ledger.Rules.Limits?.Policy is { ProtocolOpenShare: not null } or { ProtocolMarginShare: not null };
        var concentration = isLimited ? (await ReportProtocols(TimeSpan.FromSeconds(Context.Options.ProtocolReviewSeconds))).Find(venue)?.Concentration : null;
        return await WhenDurable(VenueStanding.Of(state, concentration, FundDecider.StandingOf(_ledger, venue, Now)) with { AffiliatesVersion = _ledger.Sizing.AffiliatesVersion });
    }

    /// <inheritdoc/>
    public async Task<ProtocolReport> GetProtocols() => await WhenDurable(await ReportProtocols(TimeSpan.Zero));

    /// <inheritdoc/>
    public async Task<CommandOutcome> GrantWithdrawal(WithdrawalRequest request)
    {
        var holdings = await _census.Holdings();
        Journal.ThrowIfFailed();

        // A loss is not known before its allocation, and not paid before its transfers are booked.
        var defaultRuns = holdings.Defaulted > 0 || !_ledger.Defaults.Unconfirmed.IsEmpty;
        return await Commit(WithdrawalDecider.Decide(_ledger, request, holdings.Cash, defaultRuns, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureLimits(ConfigureLimits command) => Decide(() => PoolDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public async Task<LimitTerms?> GetLimits() => (await GetRules()).Limits;

    /// <inheritdoc/>
    public Task<PoolRules> GetRules() => WhenDurable(_ledger.Rules);

    /// <inheritdoc/>
    public Task<CommandOutcome> Contribute(ContributeFund command) => Decide(() => PoolDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureCollateral(ConfigureCollateral command) => Decide(() => PoolDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CollateralTerms?> GetCollateral() =>
        WhenDurable(_ledger.Collateral is { } configured ? _ledger.Rules.Changes.CappedAt(configured, _ledger.Rules.Limits?.Policy.CollateralCapPerDay, Now) : null);

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureDefaults(ConfigureDefaults command) => Decide(() => DefaultDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> RegisterLiquidator(RegisterLiquidator command) => Decide(() => LiquidatorDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<ImmutableArray<AuctionListing>> GetAuctions() => _books.AuctionsOf(Pool);

    /// <inheritdoc/>
    public async Task<DefaultTerms?> GetDefaultTerms() => (await GetDefaults()).Terms;

    /// <inheritdoc/>
    public async Task<DefaultCase?> GetDefault(DefaultId id) => (await GetDefaults()).Cases.GetValueOrDefault(id);

    /// <inheritdoc/>
    public Task<PoolDefaults> GetDefaults() => WhenDurable(_ledger.Defaults);

    /// <inheritdoc/>
    public Task<CommandOutcome> Recover(RecoverLoss command) => Decide(() => DefaultDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureInsurance(ConfigureInsurance command) => Decide(() => InsuranceDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public async Task<CommandOutcome> StakeInsurance(StakeInsurance command)
    {
        if (string.IsNullOrEmpty(command.Account.Value)) return CommandOutcome.Refused(new Refusal(RefusalCode.RequestInvalid) { Subject = "account" });
        var standing = await GrainFactory.GetGrain<IAccountDefaults>(command.Account.Value).GetStanding();
        Journal.ThrowIfFailed();
        return await Commit(InsuranceDecider.Decide(_ledger, command, standing.Pool, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> LeaveInsurance(LeaveInsurance command) => Decide(() => InsuranceDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> RedeemInsurance(RedeemInsurance command) => DecideAndDeliver(() => InsuranceDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> ReturnGain(BookGain gain) => _claims.Run(() => DecideAndDeliver(() => BookGainDecider.Decide(_ledger, gain, Now)));

    /// <inheritdoc/>
    public Task<PoolInsurance> GetInsurance() => WhenDurable(_ledger.Insurance);

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureFund(ConfigureFund command) => Decide(() => FundDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> SetAffiliates(SetAffiliates command) => Decide(() => FundDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> ReviewFund(ReviewFund command) => Review(command);

    /// <inheritdoc/>
    public Task<CommandOutcome> LeaveFund(LeaveFund command) => Decide(() => FundLeaveDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> RedeemFund(RedeemFund command) => Decide(() => FundLeaveDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public Task<FundSizing> GetFundSizing() => WhenDurable(_ledger.Sizing);

    /// <inheritdoc/>
    public Task<FundStanding> GetFundStanding(VenueId venue) => WhenDurable(FundDecider.StandingOf(_ledger, venue, Now));

    /// <inheritdoc/>
    public Task<Affiliates> GetAffiliates() => WhenDurable(_ledger.Sizing.Affiliates);

    /// <inheritdoc/>
    public Task<PoolAssessments> GetAssessments() => WhenDurable(_ledger.Assessments);

    /// <inheritdoc/>
    public async Task<DeleveragingRank?> GetDeleveragingRank(AccountId account) => _books.RankingOf(await _books.InputsOf(Pool)).RankOf(account);

    /// <inheritdoc/>
    public Task<CommandOutcome> Cover(DefaultClaim claim) => _claims.Run(async () =>
    {
        // One after the other: a claim is allocated over what the one before it has left.
        Journal.ThrowIfFailed();
        var (gains, plan) = await _books.LastResortOf(_ledger, claim, Now);
        return await DecideAndDeliver(() => DefaultDecider.Decide(_ledger, claim, gains, plan, Now));
    });

    /// <inheritdoc/>
    public Task BeginDefault(DefaultId id, AccountId account) => Hear(() => InsuranceDecider.Begin(_ledger, id, account, Now));

    /// <inheritdoc/>
    public Task<ImmutableArray<PoolTransfer>> TransfersAfter(AccountId account, long cursor) =>
        WhenDurable<ImmutableArray<PoolTransfer>>([.. _ledger.Defaults.Unconfirmed.Where(transfer => transfer.Account == account && transfer.Sequence > cursor)]);

    /// <inheritdoc/>
    public Task<EventBatch<PoolEvent>> ReadEvents(long fromSequence, int most) => ReadDurable(fromSequence, most);

    /// <inheritdoc/>
    public async Task<PoolSummary> GetSummary() => await WhenDurable(await _register.Summarise(_ledger));

    /// <inheritdoc/>
    public async Task MakeRounds()
    {
        await Rounds();
        await Journal.WhenDurable();
    }

    /// <inheritdoc/>
    public Task Register(MarketId market) => _register.Add(market);

    /// <inheritdoc/>
    public Task CollectFees(MarketId market, long sequence, Amount cumulativeFees) => Hear(() => PoolDecider.Collect(_ledger, market, sequence, cumulativeFees, Now));

    /// <inheritdoc/>
    public Task ReportUncovered(int shard, Amount uncovered)
    {
        _uncovered.Set(shard, uncovered);
        var depletion = PoolDecider.DepletionOf(_ledger, _uncovered.Total);
        foreach (var market in _register.Markets) GrainFactory.GetGrain<IMarketClearing>(market.Value).ReportDepletion(depletion).Ignore();
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

    private Task<CommandOutcome> Decide(Func<Decision<PoolEvent>> decide)
    {
        Journal.ThrowIfFailed();
        return Commit(decide());
    }

    /// <summary>Appends what a message means, if anything; durable when this returns.</summary>
    private async Task Hear(Func<PoolEvent?> decide)
    {
        Journal.ThrowIfFailed();
        if (decide() is { } e) Append(e);
        await Journal.WhenDurable();
    }

    private async Task<CommandOutcome> DecideAndDeliver(Func<Decision<PoolEvent>> decide)
    {
        var outcome = await Decide(decide);
        _transfers.DeliverAll();
        return outcome;
    }

    /// <summary>Shows what was read when it is durable.</summary>
    private async Task<T> WhenDurable<T>(T read)
    {
        await Journal.WhenDurable();
        return read;
    }

    /// <summary>The timer does not wait: rounds ask accounts and shards.</summary>
    private Task Repeat()
    {
        Rounds().Ignore();
        return Task.CompletedTask;
    }

    private Task Rounds()
    {
        if (Journal.IsFailed) return Task.CompletedTask;
        foreach (var due in PoolDecider.TakeEffect(_ledger, Now)) Append(due);
        _transfers.DeliverAll();
        return Task.WhenAll(
            _moves.Run(_ledger.Rules.Protocols, Journal.DurableSequence, Now),
            _rounds.Start("running defaults", !_ledger.Insurance.Running.IsEmpty, EndDefaults),
            _rounds.Start("overdue assessments", _ledger.Assessments.NextOverdueAt(Now) is not null, PassOnAssessments),
            _rounds.Start("review of the default fund", Context.Options.RiskShards > 0 && _ledger.Sizing.IsReviewDueAt(Now), () => Review(null)));
    }

    private async Task EndDefaults()
    {
        foreach (var over in await _running.FindOver(_ledger.Insurance.Running))
            if (!Journal.IsFailed && InsuranceDecider.End(_ledger, over, Now) is { } ended) Append(ended);
    }

    /// <summary>What members did not pay in time becomes a loss of its own: one after the other, and after the claims that came before.</summary>
    private Task PassOnAssessments() => _claims.Run(async () =>
    {
        while (!Journal.IsFailed && _ledger.Assessments.NextOverdueAt(Now) is { } overdue)
        {
            var (gains, plan) = await _books.LastResortOf(_ledger, _ledger.Defaults.Cases[overdue.Default].Claim, overdue.Left);
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

    /// <summary>A venue by the journal, or by the register of before admissions were journaled.</summary>
    private async Task<ProtocolState> StateOf(VenueId venue) => _ledger.Rules.Protocols.Find(venue) ?? await _register.StateOf(venue);

    /// <summary>The report by venue; one that is young enough again.</summary>
    private async Task<ProtocolReport> ReportProtocols(TimeSpan trusted)
    {
        if (_report is { } known && Now - known.At < trusted) return known;
        var (tally, registered) = (await _census.Tally(), (await _register.Read()).Venues);
        return _report = ProtocolReport.Of(_ledger, registered, tally, Now);
    }

    private void Confirm(long sequence)
    {
        if (!Journal.IsFailed && DefaultDecider.Confirm(_ledger, sequence, Now) is { } confirmed) Append(confirmed);
    }
}
