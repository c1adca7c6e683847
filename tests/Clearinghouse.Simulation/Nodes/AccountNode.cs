using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>An activation of an account, orchestrating the pure pieces as the grain does.</summary>
internal sealed class AccountNode : Node
{
    private const int FlushTicks = 25;
    private const int LapseCheckTicks = 10;
    private const int AskAgainTicks = 15;
    private const int SnapshotEvents = 8;

    private readonly Cluster _cluster;
    private readonly JournalId _id;
    private readonly NodeJournal<AccountEvent> _journal;
    private readonly CrossMargin _policy = new();
    private readonly HashSet<MarketId> _asking = [];
    private bool _isFlushScheduled;
    private bool _isLapseScheduled;
    private long _snapshotAt;
    private readonly AccountDrive _drive;
    private int _recovering;

    public AccountNode(World world, Cluster cluster, AccountId account)
        : base(world, $"account/{account}")
    {
        (_cluster, Account, _id) = (cluster, account, JournalId.ForAccount(account));
        _journal = new NodeJournal<AccountEvent>(cluster.Disk, _id, this, (_, events) => OnDurable(events));
        Ledger = Recover();
        _drive = new AccountDrive(this, world, cluster, _policy);
        if (Ledger.Markets.Count == 0 || cluster.Sabotage == Sabotage.WakeWithoutAsking)
        {
            BecomeReady();
            _drive.Schedule();
            return;
        }

        Append(new AccountActivated { At = World.Now });
        _recovering = Ledger.Markets.Count;
        _journal.WhenDurable(() =>
        {
            foreach (var market in Ledger.Markets.Keys.ToList()) CatchUp(market, Recovered);
        });
    }

    public AccountId Account { get; }

    public AccountLedger Ledger { get; }

    public ReservationBook Book { get; } = new();

    public void Deposit(Deposit command, Action<CommandOutcome> answer) => Commit(AccountDecider.Decide(Ledger, command, World.Now), answer);

    public void Withdraw(Withdraw command, Action<CommandOutcome> answer)
    {
        var decision = AccountDecider.Decide(Ledger, Book, command, _cluster, _policy, World.Now);
        if (_cluster.Sabotage == Sabotage.RepeatWithdrawals && decision.Status == CommandStatus.Exists)
            decision = Decision<AccountEvent>.Accept(new Withdrawn(command) { At = World.Now });
        Commit(decision, answer);
    }

    public void Bid(BidInAuction command, Action<CommandOutcome> answer) => _drive.Bid(command, answer);

    public void Pledge(Node asking, ImmutableArray<Reservation> fills, Action<Refusal?> answer)
    {
        var refusal = PledgeDecider.Check(Ledger, Book, fills, _cluster, _policy, World.Now);
        if (refusal is null)
        {
            foreach (var joins in PledgeDecider.JoinsOf(Ledger, fills, World.Now)) Append(joins);
            foreach (var fill in fills) Book.Put(fill);
            ScheduleLapse();
            _cluster.Witness.Granted(this, Account, fills);
            _cluster.Ambush.At(BidMoment.Pledged, ((AccountNode)asking).Account, Account);
        }

        _journal.WhenDurable(() => Answer(asking, () => answer(refusal)));
    }

    public void Release(ImmutableArray<Reservation> fills)
    {
        foreach (var fill in fills)
        {
            _cluster.Witness.Ended(this, fill.Market, fill.Trade);
            Book.Release(fill);
        }
    }

    public void Reserve(Node market, ImmutableArray<Reservation> reservations, Action<ImmutableArray<ReservationAnswer>> answer)
    {
        var answers = reservations.Select(Reserve).ToImmutableArray();
        ScheduleLapse();
        _journal.WhenDurable(() => Answer(market, () => answer(answers)));
    }

    public void Release(Reservation reservation)
    {
        if (_cluster.Sabotage == Sabotage.ReleaseEveryAttempt) Book.Release(reservation.Market, reservation.Trade);
        else Book.Release(reservation);
    }

    public void Apply(Node sender, MarketId market, ImmutableArray<AccountLeg> legs, Action<long> confirm)
    {
        if (Receive(legs)) Answer(sender, () => confirm(Ledger.CursorOf(market)));
        else CatchUp(market, () => Answer(sender, () => confirm(Ledger.CursorOf(market))));
    }

    public void Drive() => _drive.Run();

    public void Receive(Node pool, ImmutableArray<PoolTransfer> transfers, Action<long> confirm)
    {
        void Confirm()
        {
            var cursor = Ledger.Path.PoolCursor;
            void Say() => Answer(pool, () => confirm(cursor));
            if (_cluster.Sabotage == Sabotage.ConfirmUnbooked) Say();
            else _journal.WhenDurable(Say);
        }

        if (!Receive(transfers))
        {
            CatchUpWithPool(Confirm);
            return;
        }

        _drive.Schedule();
        Confirm();
    }

    /// <summary>Asks the pool until it has answered with everything after the cursor.</summary>
    public void CatchUpWithPool(Action then)
    {
        var isAnswered = false;
        var cursor = Ledger.Path.PoolCursor;
        _cluster.SendToPool(Terms.Pool, node => node.TransfersAfter(this, cursor, transfers =>
        {
            if (isAnswered) return;
            isAnswered = true;
            Receive(transfers);
            _drive.Schedule();
            _journal.WhenDurable(then);
        }));
        After(AskAgainTicks, () =>
        {
            if (isAnswered) return;
            isAnswered = true;
            CatchUpWithPool(then);
        });
    }

    /// <summary>Asks every market what it missed: one that was replaced and writes nothing learns of it so.</summary>
    public void Refresh()
    {
        foreach (var market in Ledger.Markets.Keys.ToList()) CatchUp(market, () => { });
    }

    public void Later(int ticks, Action action) => After(ticks, action);

    public void WhenDurable(Action then) => _journal.WhenDurable(then);

    public override void CheckQuiet(FoldedPool durable)
    {
        // Nobody makes the pool's own book write something: a second activation of it that woke up before the first trade finds out when the next position comes.
        if (Ledger.Markets.Count == 0 && Account == OwnNames.BookOf(Terms.Pool)) return;
        SimulationFailureException.ThrowUnless(Ledger.Path.Order is null && Ledger.Path.Deleveraging.IsEmpty, $"{Address} has close-outs under way for ever");
        SimulationFailureException.ThrowUnless(AccountPathDecider.LossOfBook(Ledger) is null, $"{Address} owes {-Ledger.Cash} for ever");
        SimulationFailureException.ThrowUnless(AccountPathDecider.GainOfBook(Ledger) is null, $"{Address} offers {Ledger.Cash} for ever");
        SimulationFailureException.ThrowUnless(Ledger.Path.Risk.State != AccountRiskState.Defaulted, $"{Address} is in default for ever");
        SimulationFailureException.ThrowUnless(Book.Count == 0, $"{Address} holds {Book.Count} reservations for ever");
        if (!durable.Accounts.TryGetValue(Account, out var folded)) return;
        SimulationFailureException.ThrowUnless(Ledger.Cash == folded.Cash, $"{Address} has {Ledger.Cash} of cash in memory, {folded.Cash} on disk");
        foreach (var market in folded.Markets.Values)
            SimulationFailureException.ThrowUnless(Ledger.CursorOf(market.Market) == market.Cursor, $"{Address} applied legs of {market.Market} up to {Ledger.CursorOf(market.Market)}, owed are {market.Cursor}");
    }

    private AccountLedger Recover()
    {
        var state = _cluster.Disk.Load<AccountLedgerState>(_id);
        var ledger = state is null ? new AccountLedger(Account) : AccountLedger.FromState(state);
        foreach (var (sequence, e) in _cluster.Disk.Read<AccountEvent>(_id, ledger.Sequence + 1)) ledger.Apply(sequence, e);
        _journal.Recover();
        _snapshotAt = state?.Sequence ?? 0;
        return ledger;
    }

    private void Recovered()
    {
        if (--_recovering > 0) return;
        BecomeReady();
        _drive.Schedule();
    }

    private ReservationAnswer Reserve(Reservation reservation)
    {
        var decision = AccountDecider.Reserve(Ledger, Book, reservation, _cluster, _policy, World.Now);
        if (reservation.Role == ReservationRole.Bidder) _cluster.Witness.Asked(this, reservation, decision.Refusal, World.Now);
        if (decision.Refusal is not null) return new ReservationAnswer(Ledger.Epoch, decision.Refusal);
        if (decision.Opens is { } opens) Append(opens);
        if (decision.Joins is { } joins) Append(joins);
        if (_cluster.Sabotage != Sabotage.GrantWithoutReserving) Book.Put(reservation);
        return new ReservationAnswer(Ledger.Epoch);
    }

    private bool Receive(ImmutableArray<AccountLeg> legs)
    {
        foreach (var leg in legs)
        {
            var disposition = AccountDecider.Receive(Ledger, leg, World.Now);
            if (disposition.IsGap) return false;
            if (disposition.Event is { } applied)
            {
                Ledger.Apply(_journal.Sequence + 1, applied);
                _journal.AppendLazily(applied);
                ScheduleFlush();
            }

            if (leg.Trade is not { } trade) continue;
            _cluster.Witness.Ended(this, leg.Market, trade);
            Book.Release(leg.Market, trade);
        }

        if (Ledger.Path.IsBook) _drive.Schedule();
        return true;
    }

    /// <summary>Books transfers in order; false when one is missing before them.</summary>
    private bool Receive(ImmutableArray<PoolTransfer> transfers)
    {
        foreach (var transfer in transfers)
        {
            var disposition = AccountPathDecider.Receive(Ledger, transfer, World.Now);
            if (disposition.IsGap) return false;
            if (disposition.Event is { } booked) Append(booked);
        }

        return true;
    }

    /// <summary>Asks until an answer comes; then goes on asking until everything after the cursor is here.</summary>
    public void CatchUp(MarketId market, Action then)
    {
        if (!_asking.Add(market))
        {
            After(AskAgainTicks, () => CatchUp(market, then));
            return;
        }

        Ask(market, () =>
        {
            _asking.Remove(market);
            then();
        });
    }

    private void Ask(MarketId market, Action then)
    {
        var isAnswered = false;
        var (cursor, askedAt, closing) = (Ledger.CursorOf(market), World.Now, Book.ClosingIn(market));
        _cluster.SendToMarket(market, node => node.LegsAfter(this, cursor, Ledger.Epoch, answer =>
        {
            if (isAnswered) return;
            isAnswered = true;
            if (!Receive(answer.Legs) || !answer.IsComplete)
            {
                Ask(market, then);
                return;
            }

            Book.Reconcile(market, answer, askedAt, closing);
            ScheduleLapse();
            then();
        }));
        After(AskAgainTicks, () =>
        {
            if (isAnswered) return;
            isAnswered = true;
            Ask(market, then);
        });
    }

    private void Commit(Decision<AccountEvent> decision, Action<CommandOutcome> answer)
    {
        var first = _journal.Sequence + 1;
        Append(decision.Events);
        _journal.WhenDurable(() => answer(decision.Events.IsEmpty ? decision.Outcome : new CommandOutcome(CommandStatus.Created, first)));
    }

    public void Append(AccountEvent e)
    {
        Ledger.Apply(_journal.Sequence + 1, e);
        _journal.Append(e);
    }

    /// <summary>Events that are durable together or not at all.</summary>
    public void Append(ImmutableArray<AccountEvent> events)
    {
        foreach (var e in events) Ledger.Apply(Ledger.Sequence + 1, e);
        _journal.Append(events);
    }

    private void OnDurable(IReadOnlyList<AccountEvent> events)
    {
        foreach (var e in events) _cluster.Post(Account, e);
        SaveSnapshot();
    }

    private void SaveSnapshot()
    {
        if (_journal.DurableSequence != Ledger.Sequence || Ledger.Sequence - _snapshotAt < SnapshotEvents) return;
        _snapshotAt = Ledger.Sequence;
        _cluster.Disk.Save(_id, Ledger.Sequence, Ledger.ToState());
    }

    private void ScheduleFlush()
    {
        if (_isFlushScheduled) return;
        _isFlushScheduled = true;
        After(FlushTicks, () =>
        {
            _isFlushScheduled = false;
            _journal.Flush();
        });
    }

    private void ScheduleLapse()
    {
        if (_isLapseScheduled || Book.Count == 0) return;
        _isLapseScheduled = true;
        After(LapseCheckTicks, () =>
        {
            _isLapseScheduled = false;
            foreach (var market in Book.MarketsToAskAt(World.Now)) CatchUp(market, () => { });
            ScheduleLapse();
        });
    }
}
