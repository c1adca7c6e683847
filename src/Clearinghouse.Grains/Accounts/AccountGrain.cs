using System.Collections.Immutable;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Risk;
using Clearinghouse.Storage;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Accounts;

/// <summary>
/// A trader's account. Thin: every decision is <see cref="AccountDecider"/>'s. It owns deposits, withdrawals and memberships, which are durable before they are answered;
/// legs belong to the markets' journals and are written here lazily.
/// </summary>
[Reentrant, GrainType("account")]
public sealed class AccountGrain : LedgerGrain<AccountEvent, AccountLedgerState>, IAccountGrain, IAccountClearing, IAccountRisk
{
    private readonly MarketBoard _board;
    private readonly MarketBoardFiller _filler;
    private readonly IMarginPolicy _policy;
    private readonly ReservationBook _book = new();
    private AccountLedger _ledger;
    private bool _isAwake;
    private IGrainTimer? _flushTimer;
    private IGrainTimer? _lapseTimer;
    private IGrainTimer? _reportTimer;

    /// <summary>An account over what the silo provides.</summary>
    public AccountGrain(
        LedgerGrainContext context,
        MarketBoard board,
        IMarginPolicy policy,
        [PersistentState(LedgerSnapshot.StateName, GrainStorageNames.Snapshots)] IPersistentState<LedgerSnapshot> snapshot)
        : base(context, snapshot)
    {
        _board = board;
        _filler = new MarketBoardFiller(GrainFactory, board, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        _policy = policy;
        Account = AccountId.Create(this.GetPrimaryKeyString());
        _ledger = new AccountLedger(Account);
    }

    /// <inheritdoc/>
    protected override JournalId JournalName => JournalId.ForAccount(Account);

    /// <inheritdoc/>
    protected override StreamId? Stream => StreamId.Create(ClearinghouseStreams.AccountNamespace, Account.Value);

    private AccountId Account { get; }

    /// <inheritdoc/>
    protected override async Task OnRecoveredAsync()
    {
        _isAwake = true;
        if (_ledger.Markets.Count == 0) return;
        ScheduleReport();

        // The epoch fences an older activation that may still run; then every market is asked for what this one missed.
        Append(new AccountActivated { At = Now });
        await Journal.WhenDurable();
        await Task.WhenAll(_ledger.Markets.Keys.ToList().Select(CatchUp));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> Deposit(Deposit command)
    {
        Journal.ThrowIfFailed();
        return Commit(AccountDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Withdraw(Withdraw command)
    {
        await FillBoard(_ledger.Markets.Keys);
        Journal.ThrowIfFailed();
        return await Commit(AccountDecider.Decide(_ledger, _book, command, _board, _policy, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> DepositCollateral(DepositCollateral command)
    {
        if (!string.IsNullOrEmpty(command.Pool.Value)) await _filler.FillCollateral(command.Pool);
        Journal.ThrowIfFailed();
        return await Commit(CollateralDecider.Decide(_ledger, command, _board, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> WithdrawCollateral(WithdrawCollateral command)
    {
        await FillBoard(_ledger.Markets.Keys);
        Journal.ThrowIfFailed();
        return await Commit(CollateralDecider.Decide(_ledger, _book, command, _board, _policy, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> SetMarginTerms(SetMarginTerms command)
    {
        await FillBoard(_ledger.Markets.Keys);
        Journal.ThrowIfFailed();
        return await Commit(AccountDecider.Decide(_ledger, _book, command, _board, _policy, Now));
    }

    /// <inheritdoc/>
    public async Task<MarginExplanation?> ExplainMargin()
    {
        await FillBoard(_ledger.Markets.Keys);
        var input = ExposureBuilder.Build(_ledger, _book.All, _board, out _);
        var explanation = input is null ? null : new MarginExplanation(_policy.Evaluate(input), LiquidationSearch.Find(input, _policy));
        await Journal.WhenDurable();
        return explanation;
    }

    /// <inheritdoc/>
    public async Task<LiquidationPlan?> PlanLiquidation(LiquidationTarget target)
    {
        await FillBoard(_ledger.Markets.Keys);
        var input = ExposureBuilder.Build(_ledger, _book.All, _board, out _);
        var plan = input is null ? null : LiquidationPlanner.Plan(LiquidationRequest.Of(input, _policy, new LiquidationTerms { Target = target }, Now));
        await Journal.WhenDurable();
        return plan;
    }

    /// <inheritdoc/>
    public async Task<TradeSimulation?> SimulateTrade(SimulatedTrade trade)
    {
        await FillBoard(_ledger.Markets.Keys.Append(trade.Market));
        var simulation = Simulate(trade);
        await Journal.WhenDurable();
        return simulation;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountStress>> GetStress()
    {
        await FillBoard(_ledger.Markets.Keys);
        var input = ExposureBuilder.Build(_ledger, [], _board, out _);
        var stress = input is null ? [] : AccountStress.Of(input, _board, _board.Scenarios);
        await Journal.WhenDurable();
        return stress;
    }

    /// <inheritdoc/>
    public Task<AccountExposure?> GetExposure() => Task.FromResult(_ledger.Pool is null ? null : AccountExposure.Of(_ledger));

    /// <inheritdoc/>
    public async Task<AccountExposure> CheckMargin()
    {
        await FillBoard(_ledger.Markets.Keys);
        Journal.ThrowIfFailed();
        if (AccountDecider.CheckMargin(_ledger, _book, _board, _policy, Now) is { } decided) Append(decided);
        var exposure = AccountExposure.Of(_ledger);
        await Journal.WhenDurable();
        return exposure;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountMarket>> GetPositions()
    {
        ImmutableArray<AccountMarket> positions = [.. _ledger.Markets.Values];
        await Journal.WhenDurable();
        return positions;
    }

    /// <inheritdoc/>
    public async Task<AccountStatement> GetStatement()
    {
        await FillBoard(_ledger.Markets.Keys);
        var margin = AccountDecider.Statement(_ledger, _book, _board, _policy, out _);
        var statement = new AccountStatement(
            Account, _ledger.Pool, _ledger.Sequence, _ledger.Deposits, _ledger.Withdrawals, _book.Count, margin, _ledger.Terms, _ledger.Call, _ledger.Collateral.ToImmutableSortedDictionary());
        await Journal.WhenDurable();
        return statement;
    }

    /// <inheritdoc/>
    public async Task<EventBatch<AccountEvent>> ReadEvents(long fromSequence, int most)
    {
        await Journal.Flush();
        return await ReadDurable(fromSequence, most);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ReservationAnswer>> Reserve(ImmutableArray<Reservation> reservations)
    {
        await FillBoard(reservations.Select(reservation => reservation.Market).Concat(_ledger.Markets.Keys));
        Journal.ThrowIfFailed();
        var answers = reservations.Select(Reserve).ToImmutableArray();
        StartLapseTimer();

        // Margin rests on deposits and memberships that must be durable before anybody relies on the grant.
        await Journal.WhenDurable();
        return answers;
    }

    /// <inheritdoc/>
    public Task Release(ImmutableArray<Reservation> reservations)
    {
        foreach (var reservation in reservations) _book.Release(reservation);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<long> Apply(MarketId market, ImmutableArray<AccountLeg> legs)
    {
        Journal.ThrowIfFailed();
        if (!Receive(legs)) await CatchUp(market);
        return _ledger.CursorOf(market);
    }

    /// <inheritdoc/>
    protected override long Restore(AccountLedgerState? state)
    {
        _ledger = state is null ? new AccountLedger(Account) : AccountLedger.FromState(state);
        return _ledger.Sequence + 1;
    }

    /// <inheritdoc/>
    protected override void Fold(long sequence, AccountEvent e)
    {
        _ledger.Apply(sequence, e);
        if (_isAwake && e is not MarginCalled and not MarginRestored) ScheduleReport();
    }

    /// <inheritdoc/>
    protected override AccountLedgerState Capture() => _ledger.ToState();

    private ReservationAnswer Reserve(Reservation reservation)
    {
        var decision = AccountDecider.Reserve(_ledger, _book, reservation, _board, _policy, Now);
        if (decision.Refusal is not null) return new ReservationAnswer(_ledger.Epoch, decision.Refusal);
        if (decision.Joins is { } joins) Append(joins);
        _book.Put(reservation);
        return new ReservationAnswer(_ledger.Epoch);
    }

    private TradeSimulation? Simulate(SimulatedTrade trade)
    {
        if (_board.Find(trade.Market) is not { } snapshot || snapshot.Find(trade.Contract) is not { } listed) return null;
        if (AccountDecider.Statement(_ledger, _book, _board, _policy, out _) is not { } before) return null;
        var price = trade.Price ?? listed.MarkPrice;
        var fill = new Reservation
        {
            Market = trade.Market,
            Pool = _ledger.Pool ?? default,
            Trade = new TradeKey(VenueId.Create("simulation"), TradeId.Create("simulated")),
            Contract = trade.Contract,
            Quantity = trade.Quantity,
            Price = price,
            Fee = listed.Contract.ValueOf(trade.Quantity, price).Abs().Times(snapshot.Parameters.FeeRate, Rounding.Ceiling),
            LapsesAt = Now,
        };
        var (after, refusal) = AccountDecider.Simulate(_ledger, _book, fill, _board, _policy, Now);
        return new TradeSimulation(before, after, refusal);
    }

    /// <summary>Applies legs in order; false when one is missing before them.</summary>
    private bool Receive(ImmutableArray<AccountLeg> legs)
    {
        foreach (var leg in legs)
        {
            var disposition = AccountDecider.Receive(_ledger, leg, Now);
            if (disposition.IsGap) return false;
            if (disposition.Event is { } applied) AppendLazily(applied);
            if (leg.Trade is { } trade) _book.Release(leg.Market, trade);
        }

        ScheduleFlush();
        return true;
    }

    /// <summary>Asks a market for everything after the cursor, and what is still in flight.</summary>
    private async Task CatchUp(MarketId market)
    {
        var grain = GrainFactory.GetGrain<IMarketClearing>(market.Value);
        LegsAnswer answer;
        DateTimeOffset askedAt;
        do
        {
            askedAt = Now;
            var cursor = _ledger.CursorOf(market);
            answer = await LegsAfter(grain, cursor);
            if (Receive(answer.Legs)) continue;

            // A delivery came in between, so the page does not fit the cursor any more and is asked for again. If none did, something is wrong.
            JournalCorruptException.ThrowUnless(_ledger.CursorOf(market) != cursor, $"market/{market}", cursor, $"its legs for {Account} do not follow");
            answer = answer with { IsComplete = false };
        }
        while (!answer.IsComplete);
        _book.Reconcile(market, answer, askedAt);
        StartLapseTimer();
    }

    private async Task<LegsAnswer> LegsAfter(IMarketClearing market, long cursor)
    {
        try
        {
            return await market.LegsAfter(Account, cursor, _ledger.Epoch);
        }
        catch (ActivationSupersededException)
        {
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Fetches what this silo's board lacks for a decision of this account.</summary>
    private async ValueTask FillBoard(IEnumerable<MarketId> markets)
    {
        await _filler.Fill(markets);
        if (_ledger.Pool is { } pool && (_ledger.Collateral.Count > 0 || _ledger.Terms.Mode == MarginMode.Portfolio)) await _filler.FillCollateral(pool);
    }

    private void ScheduleFlush()
    {
        if (Journal.UnwrittenCount == 0) return;
        if (Journal.UnwrittenCount >= Context.Options.AccountFlushLegs)
        {
            Journal.Flush().Ignore();
            return;
        }

        var due = TimeSpan.FromMilliseconds(Context.Options.AccountFlushMs);
        _flushTimer ??= this.RegisterGrainTimer(FlushDue, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task FlushDue()
    {
        _flushTimer?.Dispose();
        _flushTimer = null;
        await Journal.Flush();
    }

    /// <summary>Tells the risk shard of changes, gathered for a moment. Lost reports do no harm for long: each carries everything.</summary>
    private void ScheduleReport()
    {
        if (Context.Options.RiskShards == 0) return;
        var due = TimeSpan.FromMilliseconds(Context.Options.RiskReportMs);
        _reportTimer ??= this.RegisterGrainTimer(ReportDue, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task ReportDue()
    {
        _reportTimer?.Dispose();
        _reportTimer = null;
        return GrainFactory.GetGrain<IRiskShard>(RiskShards.Of(Account, Context.Options.RiskShards)).Report(AccountExposure.Of(_ledger));
    }

    private void StartLapseTimer()
    {
        if (_book.Count == 0) return;
        var period = TimeSpan.FromMilliseconds(Context.Options.LapseCheckMs);
        _lapseTimer ??= this.RegisterGrainTimer(LapseDue, new GrainTimerCreationOptions(period, period) { Interleave = true });
    }

    private async Task LapseDue()
    {
        foreach (var market in _book.MarketsToAskAt(Now)) await CatchUp(market);
        if (_book.Count > 0) return;
        _lapseTimer?.Dispose();
        _lapseTimer = null;
    }
}
