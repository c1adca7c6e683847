using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Forecasts;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Pools;
using Clearinghouse.Grains.Risk;
using Clearinghouse.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Markets;

/// <summary>
/// A market. Thin: decisions are <see cref="MarketDecider"/>'s and <see cref="TradeDecider"/>'s. It owns the trades: one journal record with both legs is the novation; everything
/// after it (legs to accounts, fees to the pool, snapshots to boards, events to streams) is sent from what is durable, and sent again until confirmed.
/// </summary>
[Reentrant, GrainType("market")]
public sealed class MarketGrain : LedgerGrain<MarketEvent, MarketLedgerState>, IMarketGrain, IMarketClearing, IRemindable
{
    private const string WakeUpReminder = "wake-up";

    private readonly MarketBoardPublisher _boards;
    private readonly VenueMembership _venues;
    private readonly Queue<MarketSnapshot> _unpublished = new();
    private readonly BreakerFeed _breakerFeed = new();
    private MarketClearing _clearing;
    private TradeClearing _trades = null!;
    private TradeIntake _intake = null!;
    private LegDelivery _delivery = null!;
    private MarketHistory _history = null!;
    private MarketSnapshot? _published;
    private Amount _durableFees;
    private long _feesSequence;
    private long _reportedFeesSequence;
    private bool _isReportingFees;
    private long _forecastBarMs;
    private DateTimeOffset _awakeSince;

    /// <summary>A market over what the silo provides.</summary>
    public MarketGrain(
        LedgerGrainContext context,
        MarketBoardPublisher boards,
        [PersistentState(LedgerSnapshot.StateName, GrainStorageNames.Snapshots)] IPersistentState<LedgerSnapshot> snapshot)
        : base(context, snapshot)
    {
        _boards = boards;
        _venues = new VenueMembership(GrainFactory, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        Market = MarketId.Create(this.GetPrimaryKeyString());
        _clearing = new MarketClearing(new MarketLedger(Market));
    }

    /// <inheritdoc/>
    protected override JournalId JournalName => JournalId.ForMarket(Market);

    /// <inheritdoc/>
    protected override StreamId? Stream => StreamId.Create(ClearinghouseStreams.MarketNamespace, Market.Value);

    private MarketId Market { get; }

    private MarketLedger Ledger => _clearing.Ledger;

    /// <inheritdoc/>
    protected override Task OnRecoveredAsync()
    {
        _trades = new TradeClearing(_clearing, GrainFactory, () => Now, Append, Context.Options.MaxTradesInFlight, Logger);
        _history = new MarketHistory(Context.Store, JournalName, _clearing);
        _intake = new TradeIntake(_trades, _history, () => Journal.ThrowIfFailed());
        _delivery = new LegDelivery(_clearing, () => Journal.DurableSequence, GrainFactory, Logger);
        _durableFees = Ledger.CumulativeFees;
        _awakeSince = Now;
        _feesSequence = Journal.DurableSequence;
        _published = Ledger.Snapshot;
        _unpublished.Clear();
        if (_published is not null) Publish(_published);
        WakeBook();
        var period = TimeSpan.FromMilliseconds(Context.Options.RepeatMs);
        this.RegisterGrainTimer(Repeat, new GrainTimerCreationOptions(TimeSpan.Zero, period) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Configure(ConfigureMarket command)
    {
        Journal.ThrowIfFailed();
        var outcome = await Commit(MarketDecider.Decide(Ledger, command, Now));
        if (!outcome.IsDone) return outcome;
        await GrainFactory.GetGrain<IPoolClearing>(command.Pool.Value).Register(Market);

        // Legs owed when a silo dies must not wait for the next trade: the reminder wakes the market on another one.
        await this.RegisterOrUpdateReminder(WakeUpReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        return outcome;
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> List(ListContract command) => Decide(() => MarketDecider.Decide(Ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> Report(ReportPrices command) => Decide(() => MarketDecider.Decide(Ledger, _clearing.Marks, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> ReportSurface(ReportSurface command) => Decide(() => MarketDecider.Decide(Ledger, _clearing.Marks, command, Now));

    /// <inheritdoc/>
    public async Task<CommandOutcome> ReportQuotes(ReportQuotes command)
    {
        var isMember = command.Venue is { } venue && Ledger.Pool is { } pool && (await _venues.StandingOf(pool, venue)).IsMember;
        Journal.ThrowIfFailed();
        var decision = MarketDecider.Decide(Ledger, _clearing.Marks, command, isMember, Now);
        if (decision.Status == CommandStatus.Created) _clearing.Marks.Take(command);
        return await Commit(decision);
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ReportOracle(ReportOracle command)
    {
        Journal.ThrowIfFailed();
        var decision = MarketDecider.Decide(Ledger, _clearing.Oracles, _clearing.Marks, command, Now);
        if (decision.Status == CommandStatus.Created) _clearing.Take(command);
        return Commit(decision);
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> Accrue(AccrueFunding command) => Decide(() => MarketDecider.Decide(Ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> Expire(ExpireContract command) => Decide(() => MarketDecider.Decide(Ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> Settle(SettleMarket command) => Decide(() => SettlementDecider.Decide(Ledger, command, _awakeSince, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> SetBreaker(SetBreaker command) => Decide(() => BreakerDecider.Decide(Ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> Announce(AnnounceParameters command) => Decide(() => AdaptationDecider.Decide(Ledger, command, Now));

    /// <inheritdoc/>
    public Task<CommandOutcome> Override(OverrideParameters command) => Decide(() => AdaptationDecider.Decide(Ledger, command, Now));

    /// <inheritdoc/>
    public async Task<IndexBars> GetBars(long afterOpenTimeMs)
    {
        var bars = new IndexBars(Ledger.Pool, Ledger.Parameters.Adaptive is not null, (Ledger.Parameters.Risk ?? RiskParameters.Default).DailyVolatility, Ledger.Bars?.EndedBy(Now, afterOpenTimeMs) ?? []);
        await Journal.WhenDurable();
        return bars;
    }

    /// <inheritdoc/>
    public async Task<ClearOutcome> Clear(ClearTrade trade) => (await ClearBatch([trade]))[0];

    /// <inheritdoc/>
    public async Task<ImmutableArray<ClearOutcome>> ClearBatch(ImmutableArray<ClearTrade> trades)
    {
        if (trades.IsDefaultOrEmpty) return [];
        if (trades.Length > IMarketGrain.MaxBatchTrades)
        {
            var tooLarge = new Refusal(RefusalCode.BatchTooLarge) { Available = $"{trades.Length}", Limit = $"{IMarketGrain.MaxBatchTrades}" };
            return [.. trades.Select(trade => ClearOutcome.Refused(trade.TradeId, tooLarge))];
        }

        var (standings, affiliates) = await HearOfVenues(trades);
        var outcomes = await _intake.Clear([.. trades.Select(trade => new TradeRequest(trade, isNew => _trades.Admit(trade, standings.GetValueOrDefault(trade.Venue) ?? VenueStanding.Unknown, affiliates, isNew)))]);
        await Journal.WhenDurable();
        return outcomes;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ClearOutcome>> CloseOut(ImmutableArray<CloseOut> orders)
    {
        var outcomes = await _intake.Clear([.. orders.Select(order => new TradeRequest(order.Trade, isNew => _trades.Admit(order, isNew)))]);
        await Journal.WhenDurable();
        return outcomes;
    }

    /// <inheritdoc/>
    public Task<MarketSnapshot?> GetSnapshot() => Task.FromResult(_published);

    /// <inheritdoc/>
    public async Task<MarketSummary> GetSummary()
    {
        var summary = new MarketSummary(
            Market, Ledger.Pool, Ledger.Parameters, Ledger.Sequence, Ledger.TradesCleared, Ledger.CumulativeFees, _clearing.Outbox.Count, Ledger.Snapshot);
        await Journal.WhenDurable();
        return summary;
    }

    /// <inheritdoc/>
    public Task<EventBatch<MarketEvent>> ReadEvents(long fromSequence, int most) => ReadDurable(fromSequence, most);

    /// <inheritdoc/>
    public async Task<LegsAnswer> LegsAfter(AccountId account, long cursor, long epoch)
    {
        Journal.ThrowIfFailed();
        var decision = MarketDecider.See(Ledger, account, epoch, Now);
        if (decision.Refusal is not null) throw new ActivationSupersededException($"account/{account}: epoch {epoch} was superseded");
        Append(decision.Events[0]);
        await Journal.WhenDurable();
        return _clearing.LegsAfter(account, cursor, Journal.DurableSequence) ?? await _history.LegsAfter(account, cursor);
    }

    /// <inheritdoc/>
    public Task ReportDistress(int shard, Amount notional) => Observe(_breakerFeed.WithDistress(Ledger, shard, notional));

    /// <inheritdoc/>
    public Task ReportDepletion(Ratio? depletion) => Observe(Ledger.BreakerInputs with { PoolDepletion = depletion });

    private Task Observe(BreakerInputs inputs)
    {
        if (Journal.IsFailed) return Task.CompletedTask;
        Append(BreakerDecider.Observe(Ledger, inputs, Now).Events);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task MakeRounds()
    {
        await Repeat();
        await Journal.WhenDurable();
    }

    /// <summary>Woken up: activation has done what there was to do.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override long Restore(MarketLedgerState? state)
    {
        _clearing = new MarketClearing(state is null ? new MarketLedger(Market) : MarketLedger.FromState(state));
        return state?.RecallFrom ?? 1;
    }

    /// <inheritdoc/>
    protected override void Fold(long sequence, MarketEvent e)
    {
        _clearing.Apply(sequence, e);
        if (e is SnapshotPublished) _unpublished.Enqueue(Ledger.Snapshot!);
    }

    /// <inheritdoc/>
    protected override void Recall(long sequence, MarketEvent e) => _clearing.Recall(sequence, e);

    /// <inheritdoc/>
    protected override MarketLedgerState Capture() => Ledger.ToState(_clearing.Outbox.OldestSequence);

    /// <inheritdoc/>
    protected override void AfterDurable(long firstSequence, IReadOnlyList<MarketEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is TradeCleared cleared) AfterDurable(firstSequence + i, cleared);
            else if (events[i] is SnapshotPublished) Publish(_published = _unpublished.Dequeue());
            else if (events[i] is PositionsSettled settled) settled.Legs.ToList().ForEach(leg => _delivery.Deliver(leg.Account));
        }
    }

    /// <summary>Decides on what is known now; an activation whose journal failed knows nothing any more.</summary>
    private Task<CommandOutcome> Decide(Func<Decision<MarketEvent>> decide)
    {
        Journal.ThrowIfFailed();
        return Commit(decide());
    }

    /// <summary>To the board of every silo, where accounts read it, and to the shards that watch them.</summary>
    private void Publish(MarketSnapshot snapshot)
    {
        _boards.Publish(snapshot);
        for (var shard = 0; shard < Context.Options.RiskShards; shard++) GrainFactory.GetGrain<IRiskShard>(shard).Post(snapshot).Ignore();
    }

    private void AfterDurable(long sequence, TradeCleared cleared)
    {
        _clearing.Settling.Remove(cleared.Trade.Key);
        _durableFees += cleared.Buyer.Fee + cleared.Seller.Fee;
        _feesSequence = sequence;
        _delivery.Deliver(cleared.Buyer.Account);
        _delivery.Deliver(cleared.Seller.Account);
    }

    private async Task<(Dictionary<VenueId, VenueStanding> Standings, Affiliates Affiliates)> HearOfVenues(ImmutableArray<ClearTrade> trades)
    {
        var standings = new Dictionary<VenueId, VenueStanding>();
        if (Ledger.Pool is not { } pool) return (standings, Affiliates.None);
        foreach (var venue in trades.Select(trade => trade.Venue).Where(venue => !string.IsNullOrEmpty(venue.Value)).Distinct())
            standings[venue] = await _venues.StandingOf(pool, venue);
        return (standings, await _venues.AffiliatesOf(pool, standings.Values.Select(standing => standing.AffiliatesVersion).DefaultIfEmpty().Max()));
    }

    /// <summary>Prices move the breaker and take parameters over when they come; what only time does is looked for here.</summary>
    private void MoveWithTime()
    {
        if (Journal.IsFailed) return;
        Append(BreakerDecider.Lapse(Ledger, Now).Events);
        Append(AdaptationDecider.Lapse(Ledger, Now).Events);
        Append(SettlementDecider.Lapse(Ledger, _awakeSince, Now).Events);
    }

    /// <summary>Whoever forecasts the market looks at it when a bar begins, since the one before has ended then.</summary>
    private void WakeForecasts()
    {
        if (Ledger.Bars?.Open?.OpenTimeMs is not { } opened || opened == _forecastBarMs) return;
        _forecastBarMs = opened;
        GrainFactory.GetGrain<IForecastFeed>(Market.Value).Wake().Ignore();
    }

    /// <summary>Nobody watches the pool's own book but itself: where it has a position, a market that wakes up wakes it too.</summary>
    private void WakeBook()
    {
        if (Ledger.Pool is not { } pool || Ledger.Contracts.All(contract => Ledger.QuantityOf(OwnNames.BookOf(pool), contract.Contract.Id).IsZero)) return;
        GrainFactory.GetGrain<IAccountRisk>(OwnNames.BookOf(pool).Value).CheckMargin([]).Ignore();
    }

    private async Task Repeat()
    {
        _delivery.DeliverAll();
        MoveWithTime();
        WakeForecasts();
        if (_isReportingFees || _feesSequence <= _reportedFeesSequence || Ledger.Pool is not { } pool) return;
        _isReportingFees = true;
        try
        {
            var (sequence, fees) = (_feesSequence, _durableFees);
            await GrainFactory.GetGrain<IPoolClearing>(pool.Value).CollectFees(Market, sequence, fees);
            _reportedFeesSequence = sequence;
        }
        catch (Exception error)
        {
            Logger.LogWarning(error, "{Journal}: the pool did not confirm fees; they are reported again", JournalName);
        }
        finally
        {
            _isReportingFees = false;
        }
    }
}
