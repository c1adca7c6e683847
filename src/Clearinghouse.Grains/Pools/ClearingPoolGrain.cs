using System.Collections.Immutable;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Markets;
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
        [PersistentState(LedgerSnapshot.StateName, GrainStorageNames.Snapshots)] IPersistentState<LedgerSnapshot> snapshot,
        [PersistentState("registry", GrainStorageNames.Cold)] IPersistentState<PoolRegistry> registry)
        : base(context, snapshot)
    {
        _registry = registry;
        Pool = PoolId.Create(this.GetPrimaryKeyString());
        _ledger = new PoolLedger(Pool);
        var filler = new MarketBoardFiller(GrainFactory, board, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        _books = new PoolBooks(GrainFactory, board, filler, policy, context.Options.RiskShards);
        _census = new PoolCensus(GrainFactory, Pool, context.Options.RiskShards, context.Clock);
        _moves = new ProtocolMoves(_census, GrainFactory, Logger);
        _transfers = new TransferDelivery(() => _ledger, () => Journal.DurableSequence, GrainFactory, Confirm, Logger);
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
        this.RegisterGrainTimer(Repeat, new GrainTimerCreationOptions(TimeSpan.Zero, period) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Admit(AdmitVenue command)
    {
        // Admissions were kept in the register alone before they were journaled: what was done then is answered from there.
        var (key, fingerprint) = ($"{command.Header.Sender}/{command.Header.Id}", CanonicalEncoding.Fingerprint(command));
        var known = await InTurn(() => Task.FromResult(_registry.State.Commands.TryGetValue(key, out var remembered) ? remembered : null));
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
    public Task<CommandOutcome> Consent(ConsentToPort command)
    {
        Journal.ThrowIfFailed();
        return Commit(ProtocolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> Port(PortVenue command)
    {
        Journal.ThrowIfFailed();
        return Commit(ProtocolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<bool> IsMember(VenueId venue) => await GetStanding(venue) is { Status: ProtocolStatus.Active };

    /// <inheritdoc/>
    public async Task<VenueStanding> GetStanding(VenueId venue)
    {
        var state = await StateOf(venue);
        if (!state.IsMember) return VenueStanding.Unknown;
        var isLimited = _ledger.Rules.Limits?.Policy is { ProtocolOpenShare: not null } or { ProtocolMarginShare: not null };
        var standing = VenueStanding.Of(state, isLimited ? (await ReportProtocols(TimeSpan.FromSeconds(Context.Options.ProtocolReviewSeconds))).Find(venue)?.Concentration : null);
        await Journal.WhenDurable();
        return standing;
    }

    /// <inheritdoc/>
    public async Task<ProtocolReport> GetProtocols()
    {
        var report = await ReportProtocols(TimeSpan.Zero);
        await Journal.WhenDurable();
        return report;
    }

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
    public Task<CommandOutcome> ConfigureLimits(ConfigureLimits command)
    {
        Journal.ThrowIfFailed();
        return Commit(PoolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<LimitTerms?> GetLimits() => (await GetRules()).Limits;

    /// <inheritdoc/>
    public async Task<PoolRules> GetRules()
    {
        var rules = _ledger.Rules;
        await Journal.WhenDurable();
        return rules;
    }

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
    public async Task<CollateralTerms?> GetCollateral()
    {
        var terms = _ledger.Collateral is { } configured ? _ledger.Rules.Changes.CappedAt(configured, _ledger.Rules.Limits?.Policy.CollateralCapPerDay, Now) : null;
        await Journal.WhenDurable();
        return terms;
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureDefaults(ConfigureDefaults command)
    {
        Journal.ThrowIfFailed();
        return Commit(DefaultDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<DefaultTerms?> GetDefaultTerms() => (await GetDefaults()).Terms;

    /// <inheritdoc/>
    public async Task<DefaultCase?> GetDefault(DefaultId id) => (await GetDefaults()).Cases.GetValueOrDefault(id);

    /// <inheritdoc/>
    public async Task<PoolDefaults> GetDefaults()
    {
        var defaults = _ledger.Defaults;
        await Journal.WhenDurable();
        return defaults;
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> Recover(RecoverLoss command)
    {
        Journal.ThrowIfFailed();
        return Commit(DefaultDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<DeleveragingRank?> GetDeleveragingRank(AccountId account) => _books.RankingOf(await _books.InputsOf(Pool)).RankOf(account);

    /// <inheritdoc/>
    public Task<CommandOutcome> Cover(DefaultClaim claim) => _claims.Run(async () =>
    {
        // One after the other: a claim is allocated over what the one before it has left.
        Journal.ThrowIfFailed();
        var (gains, plan) = (ImmutableArray<AccountGain>.Empty, (DeleveragingPlan?)null);
        if (DefaultDecider.DeficitOf(_ledger, claim, Now) is { IsPositive: true } deficit && !_ledger.Defaults.Cases.ContainsKey(claim.Default))
        {
            var inputs = await _books.InputsOf(Pool, claim.Account);
            gains = _books.GainsOf(inputs);
            if (_ledger.Defaults.Terms?.Policy.Waterfall.LastResort == LastResort.Deleveraging) plan = _books.PlanOf(claim.Default, deficit, inputs);
        }

        Journal.ThrowIfFailed();
        var outcome = await Commit(DefaultDecider.Decide(_ledger, claim, gains, plan, Now));
        _transfers.DeliverAll();
        return outcome;
    });

    /// <inheritdoc/>
    public async Task<ImmutableArray<PoolTransfer>> TransfersAfter(AccountId account, long cursor)
    {
        ImmutableArray<PoolTransfer> transfers = [.. _ledger.Defaults.Unconfirmed.Where(transfer => transfer.Account == account && transfer.Sequence > cursor)];
        await Journal.WhenDurable();
        return transfers;
    }

    /// <inheritdoc/>
    public async Task<PoolSummary> GetSummary()
    {
        var summary = await InTurn(() => Task.FromResult(new PoolSummary(
            Pool,
            RegisteredVenues().SetItems(_ledger.Rules.Protocols.Venues.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Status == ProtocolStatus.Active))),
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

    private Task Repeat()
    {
        if (Journal.IsFailed) return Task.CompletedTask;
        foreach (var due in PoolDecider.TakeEffect(_ledger, Now)) Append(due);
        _transfers.DeliverAll();
        _moves.Run(_ledger.Rules.Protocols, Journal.DurableSequence, Now).Ignore();
        return Task.CompletedTask;
    }

    private ImmutableSortedDictionary<VenueId, bool> RegisteredVenues() => _registry.State.Venues.ToImmutableSortedDictionary(pair => VenueId.Create(pair.Key), pair => pair.Value);

    /// <summary>A venue by the journal, or by the register of before admissions were journaled.</summary>
    private async Task<ProtocolState> StateOf(VenueId venue)
    {
        if (_ledger.Rules.Protocols.Find(venue) is { } known) return known;
        var registered = await InTurn(() => Task.FromResult(_registry.State.Venues.TryGetValue(venue.Value, out var isActive) ? isActive : (bool?)null));
        return new ProtocolState(venue, registered switch { true => ProtocolStatus.Active, false => ProtocolStatus.Suspended, null => ProtocolStatus.Unknown }, default, 0);
    }

    /// <summary>The report by venue; one that is young enough again.</summary>
    private async Task<ProtocolReport> ReportProtocols(TimeSpan trusted)
    {
        if (_report is { } known && Now - known.At < trusted) return known;
        var (tally, registered) = (await _census.Tally(), await InTurn(() => Task.FromResult(RegisteredVenues())));
        return _report = ProtocolReport.Of(_ledger, registered, tally, Now);
    }

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
