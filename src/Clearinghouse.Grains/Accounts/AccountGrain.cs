using System.Collections.Immutable;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Risk;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Risk;
using Clearinghouse.Grains.Timers;
using Clearinghouse.Storage;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Accounts;

/// <summary>
/// A trader's account. Thin: every decision is <see cref="AccountDecider"/>'s. It owns deposits, withdrawals and memberships, which are durable before they are answered;
/// legs belong to the markets' journals and are written here lazily.
/// </summary>
[Reentrant, GrainType("account")]
public sealed class AccountGrain : LedgerGrain<AccountEvent, AccountLedgerState>, IAccountGrain, IAccountClearing, IAccountRisk, IAccountDefaults, IAccountProtocols, IDefaultDriven
{
    private readonly MarketBoard _board;
    private readonly MarketBoardFiller _filler;
    private readonly IMarginPolicy _policy;
    private readonly ReservationBook _book = new();
    private AccountLedger _ledger;
    private bool _isAwake;
    private readonly DefaultDrive _drive;
    private readonly AccountInbox _inbox;
    private readonly Withdrawals _withdrawals;
    private readonly GrainAlarm _flush;
    private readonly GrainAlarm _report;
    private readonly GrainPulse _lapses;
    private readonly GrainPulse _driving;

    /// <summary>An account over what the silo provides.</summary>
    public AccountGrain(
        LedgerGrainContext context,
        MarketBoard board,
        IMarginPolicy policy,
        PathPace pace,
        [PersistentState(LedgerSnapshot.StateName, GrainStorageNames.Snapshots)] IPersistentState<LedgerSnapshot> snapshot)
        : base(context, snapshot)
    {
        _board = board;
        _filler = new MarketBoardFiller(GrainFactory, board, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        _policy = policy;
        Account = AccountId.Create(this.GetPrimaryKeyString());
        _ledger = new AccountLedger(Account);
        _inbox = new AccountInbox(this, GrainFactory, e => AppendLazily(e), AfterLegs, () => _lapses!.Start(), DeactivateOnIdle);
        _drive = new DefaultDrive(this, GrainFactory, board, policy, pace, Logger);
        _withdrawals = new Withdrawals(this, GrainFactory, board, _filler, DecideAndCommit);
        var options = context.Options;
        _flush = new GrainAlarm(this, TimeSpan.FromMilliseconds(options.AccountFlushMs), () => Journal.Flush());
        _report = new GrainAlarm(this, TimeSpan.FromMilliseconds(options.RiskReportMs), () => GrainFactory.GetGrain<IRiskShard>(RiskShards.Of(Account, options.RiskShards)).Report(AccountExposure.Of(_ledger)));
        _lapses = new GrainPulse(this, TimeSpan.FromMilliseconds(options.LapseCheckMs), () => _book.Count > 0, AskAboutLapsed);

        // While an account is on the path from margin call to the end of a default, time alone moves it.
        _driving = new GrainPulse(this, TimeSpan.FromMilliseconds(options.DefaultDriveMs), () => AccountPathDecider.NeedsDriving(_ledger), Drive);
    }

    /// <inheritdoc/>
    protected override JournalId JournalName => JournalId.ForAccount(Account);

    /// <inheritdoc/>
    protected override StreamId? Stream => StreamId.Create(ClearinghouseStreams.AccountNamespace, Account.Value);

    private AccountId Account { get; }

    private AccountReader Reader => new(_ledger, _book, _board, _policy, Now);

    AccountLedger IDefaultDriven.Ledger => _ledger;

    ReservationBook IDefaultDriven.Reservations => _book;

    DateTimeOffset IDefaultDriven.Now => Now;

    /// <inheritdoc/>
    protected override async Task OnRecoveredAsync()
    {
        _isAwake = true;
        if (_ledger.Markets.Count > 0) await AskForMissed();
        _driving.Start();
    }

    private async Task AskForMissed()
    {
        ScheduleReport();

        // The epoch fences an older activation that may still run; then every market is asked for what this one missed.
        Append(new AccountActivated { At = Now });
        await Journal.WhenDurable();
        await Task.WhenAll(_ledger.Markets.Keys.ToList().Select(_inbox.CatchUp));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> Deposit(Deposit command) => DecideAndCommit(() => AccountDecider.Decide(_ledger, command, Now));

    /// <inheritdoc/>
    public async Task<CommandOutcome> Withdraw(Withdraw command)
    {
        await FillBoard(_ledger.Markets.Keys);
        return await _withdrawals.Run(command.Header, () => command.Amount, () => AccountDecider.Decide(_ledger, _book, command, _board, _policy, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> DepositCollateral(DepositCollateral command)
    {
        if (!string.IsNullOrEmpty(command.Pool.Value)) await _filler.FillCollateral(command.Pool);
        return await DecideAndCommit(() => CollateralDecider.Decide(_ledger, command, _board, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> WithdrawCollateral(WithdrawCollateral command)
    {
        await FillBoard(_ledger.Markets.Keys);
        return await _withdrawals.Run(command.Header, () => CollateralDecider.MarginValueOf(_ledger, command, _board), () => CollateralDecider.Decide(_ledger, _book, command, _board, _policy, Now));
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> SetMarginTerms(SetMarginTerms command)
    {
        await FillBoard(_ledger.Markets.Keys);
        return await DecideAndCommit(() => AccountDecider.Decide(_ledger, _book, command, _board, _policy, Now));
    }

    /// <inheritdoc/>
    public async Task<MarginExplanation?> ExplainMargin()
    {
        await FillBoard(_ledger.Markets.Keys);
        var explanation = Reader.Explain();
        await Journal.WhenDurable();
        return explanation;
    }

    /// <inheritdoc/>
    public async Task<BidOutcome> Bid(BidInAuction command)
    {
        if (command.Header.Check() is { } incomplete) return BidOutcome.Refused(incomplete);
        if (command.Account != Account) return BidOutcome.Refused(new Refusal(RefusalCode.RequestInvalid) { Subject = "account", Available = command.Account.Value, Limit = Account.Value });
        await FillBoard(_ledger.Markets.Keys);
        Journal.ThrowIfFailed();
        var outcome = await _drive.Bid(command);
        _driving.Start();
        await Journal.WhenDurable();
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<AuctionOffer?> GetAuction()
    {
        await FillBoard(_ledger.Markets.Keys);
        var offer = _drive.ViewNow() is { } view ? AuctionDecider.OfferOf(view) : null;
        await Journal.WhenDurable();
        return offer;
    }

    /// <inheritdoc/>
    public async Task<LiquidationPlan?> PlanLiquidation(LiquidationTarget target)
    {
        await FillBoard(_ledger.Markets.Keys);
        var plan = Reader.PlanLiquidation(target);
        await Journal.WhenDurable();
        return plan;
    }

    /// <inheritdoc/>
    public async Task<TradeSimulation?> SimulateTrade(SimulatedTrade trade)
    {
        await FillBoard(_ledger.Markets.Keys.Append(trade.Market));
        var simulation = Reader.Simulate(trade);
        await Journal.WhenDurable();
        return simulation;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountStress>> GetStress()
    {
        await FillBoard(_ledger.Markets.Keys);
        var stress = Reader.GetStress();
        await Journal.WhenDurable();
        return stress;
    }

    /// <inheritdoc/>
    public Task<AccountExposure?> GetExposure() => Task.FromResult(_ledger.Pool is null || _ledger.Path.IsBook ? null : AccountExposure.Of(_ledger));

    /// <inheritdoc/>
    public async Task<AccountExposure> CheckMargin(ImmutableArray<SnapshotSeen> seen)
    {
        await _filler.FillSeen(seen);
        await FillBoard(_ledger.Markets.Keys);
        Journal.ThrowIfFailed();
        if (_ledger.Pool is { } pool && _board.FindDefaults(pool) is not null) await _drive.Run();
        else if (AccountDecider.CheckMargin(_ledger, _book, _board, _policy, Now) is { } decided) Append(decided);
        _driving.Start();
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
        var statement = Reader.GetStatement();
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
        _lapses.Start();

        // Margin rests on deposits and memberships that must be durable before anybody relies on the grant.
        await Journal.WhenDurable();
        return answers;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Pledge(ImmutableArray<Reservation> fills)
    {
        await FillBoard(fills.Select(fill => fill.Market).Concat(_ledger.Markets.Keys));
        Journal.ThrowIfFailed();
        if (PledgeDecider.Check(_ledger, _book, fills, _board, _policy, Now) is { } refusal) return refusal;
        foreach (var joins in PledgeDecider.JoinsOf(_ledger, fills, Now)) Append(joins);
        foreach (var fill in fills) _book.Put(fill);
        _lapses.Start();
        await Journal.WhenDurable();
        return null;
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
        if (!_inbox.Receive(legs)) await _inbox.CatchUp(market);
        return _ledger.CursorOf(market);
    }

    /// <inheritdoc/>
    public async Task<long> Receive(PoolId pool, ImmutableArray<PoolTransfer> transfers)
    {
        Journal.ThrowIfFailed();
        if (!_inbox.Receive(transfers)) await _inbox.CatchUpWithPool();
        _driving.Start();

        // Taken before the wait: another transfer may be booked meanwhile, and the pool forgets what is confirmed, durable here or not.
        var cursor = _ledger.Path.PoolCursor;
        await Journal.WhenDurable();
        return cursor;
    }

    /// <inheritdoc/>
    public async Task<AccountStanding> GetStanding()
    {
        var standing = new AccountStanding(_ledger.Pool, _ledger.Path.Risk is { State: AccountRiskState.Defaulted, Default: { } cause } ? cause : null);
        await Journal.WhenDurable();
        return standing;
    }

    /// <inheritdoc/>
    public async Task Follow(ProtocolState venue)
    {
        Journal.ThrowIfFailed();
        if (AccountProtocolDecider.Follow(_ledger, venue, Now) is { } followed) Append(followed);
        _driving.Start();
        await Journal.WhenDurable();
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
        if (_isAwake && !_ledger.Path.IsBook && e is not MarginCalled and not MarginRestored) ScheduleReport();
    }

    /// <inheritdoc/>
    protected override AccountLedgerState Capture() => _ledger.ToState();

    private ReservationAnswer Reserve(Reservation reservation)
    {
        var decision = AccountDecider.Reserve(_ledger, _book, reservation, _board, _policy, Now);
        if (decision.Refusal is not null) return new ReservationAnswer(_ledger.Epoch, decision.Refusal);
        if (decision.Opens is { } opens) Append(opens);
        if (decision.Joins is { } joins) Append(joins);
        _book.Put(reservation);
        return new ReservationAnswer(_ledger.Epoch);
    }

    Task IDefaultDriven.CatchUp(MarketId market) => _inbox.CatchUp(market);

    Task IDefaultDriven.CatchUpWithPool() => _inbox.CatchUpWithPool();

    Task IDefaultDriven.WhenDurable() => Journal.WhenDurable();

    long IDefaultDriven.Append(ImmutableArray<AccountEvent> events) => Append(events);

    /// <summary>Fetches what this silo's board lacks for a decision of this account.</summary>
    private async ValueTask FillBoard(IEnumerable<MarketId> markets)
    {
        await _filler.Fill(markets);
        if (_ledger.Pool is not { } pool) return;
        await _filler.FillDefaults(pool);
        if (_ledger.Collateral.Count > 0 || _ledger.Terms.Mode == MarginMode.Portfolio) await _filler.FillCollateral(pool);
    }

    private Task<CommandOutcome> DecideAndCommit(Func<Decision<AccountEvent>> decide)
    {
        Journal.ThrowIfFailed();
        return Commit(decide());
    }

    private void AfterLegs()
    {
        // No shard watches the pool's own book: what it took over makes it look for liquidators by itself.
        if (_ledger.Path.IsBook) _driving.Start();
        if (Journal.UnwrittenCount == 0) return;
        if (Journal.UnwrittenCount >= Context.Options.AccountFlushLegs)
        {
            Journal.Flush().Ignore();
            return;
        }

        _flush.Set();
    }

    /// <summary>Tells the risk shard of changes, gathered for a moment. Lost reports do no harm for long: each carries everything.</summary>
    private void ScheduleReport()
    {
        if (Context.Options.RiskShards > 0) _report.Set();
    }

    private async Task Drive()
    {
        await FillBoard(_ledger.Markets.Keys);
        if (!Journal.IsFailed) await _drive.Run();
    }

    private async Task AskAboutLapsed()
    {
        foreach (var market in _book.MarketsToAskAt(Now)) await _inbox.CatchUp(market);
    }
}
