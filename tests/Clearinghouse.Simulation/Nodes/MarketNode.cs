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
using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>An activation of a market, orchestrating the pure pieces as the grain does.</summary>
internal sealed class MarketNode : Node
{
    private const int ReserveTimeoutTicks = 20;
    private const int RepeatTicks = 12;
    private const int SnapshotEvents = 10;

    private readonly Cluster _cluster;
    private readonly JournalId _id;
    private readonly NodeJournal<MarketEvent> _journal;
    private readonly Queue<MarketSnapshot> _unpublished = new();
    private readonly Dictionary<TradeKey, List<Action>> _deciding = [];
    private Amount _durableFees;
    private long _feesSequence;
    private long _reportedFees;
    private long _snapshotAt;
    private bool _isRepeating;

    public MarketNode(World world, Cluster cluster, MarketId market)
        : base(world, $"market/{market}")
    {
        (_cluster, Market, _id) = (cluster, market, JournalId.ForMarket(market));
        _journal = new NodeJournal<MarketEvent>(cluster.Disk, _id, this, OnDurable);
        Clearing = Recover();
        _durableFees = Clearing.Ledger.CumulativeFees;
        _feesSequence = _journal.DurableSequence;
        _unpublished.Clear();
        if (Clearing.Ledger.Snapshot is { } snapshot) cluster.Post(snapshot);
        BecomeReady();
        ScheduleRepeat();
    }

    public MarketId Market { get; }

    public MarketClearing Clearing { get; }

    public void Decide(Func<MarketLedger, DateTimeOffset, Decision<MarketEvent>> decide, Action<CommandOutcome> answer)
    {
        var decision = decide(Clearing.Ledger, World.Now);
        var first = _journal.Sequence + 1;
        Append([.. decision.Events]);
        _journal.WhenDurable(() => answer(decision.Events.IsEmpty ? decision.Outcome : new CommandOutcome(CommandStatus.Created, first)));
    }

    public void Clear(ClearTrade trade, Action<ClearOutcome> answer) =>
        Clear(trade, () => TradeDecider.Admit(Clearing.Ledger, Clearing.InFlight, trade, VenueStanding.Active, Affiliates.None, knownToBeNew: false, World.Now), answer);

    public void CloseOut(Node account, CloseOut order, Action<ClearOutcome> answer) =>
        Clear(order.Trade, () => CloseOutDecider.Admit(Clearing.Ledger, Clearing.InFlight, order, knownToBeNew: false, World.Now), outcome => Answer(account, () => answer(outcome)));

    private void Clear(ClearTrade trade, Func<TradeAdmission> admit, Action<ClearOutcome> answer)
    {
        if (_deciding.TryGetValue(trade.Key, out var waiting))
        {
            waiting.Add(() => Clear(trade, admit, answer));
            return;
        }

        var admission = admit();
        if (admission.Outcome is { } outcome) _journal.WhenDurable(() => answer(outcome));
        if (admission.InFlight is not { } inFlight) return;
        Clearing.InFlight.Add(inFlight);
        _deciding[trade.Key] = [];
        Reserve(inFlight, answer);
    }

    public void LegsAfter(Node account, long cursor, long epoch, Action<LegsAnswer> answer)
    {
        var id = ((AccountNode)account).Account;
        var decision = MarketDecider.See(Clearing.Ledger, id, epoch, World.Now);
        if (decision.Refusal is not null)
        {
            Answer(account, () => account.Die("superseded"));
            return;
        }

        if (_cluster.Sabotage != Sabotage.AnswerUnproven) Append(decision.Events[0]);
        _journal.WhenDurable(() =>
        {
            var legs = Clearing.LegsAfter(id, cursor, _journal.DurableSequence) ?? throw new SimulationFailureException($"{Address} forgot a leg within memory");
            Answer(account, () => answer(legs));
        });
    }

    public override void CheckQuiet(FoldedPool durable)
    {
        SimulationFailureException.ThrowUnless(Clearing.Outbox.Count == 0, $"{Address} owes {Clearing.Outbox.Count} legs for ever");
        SimulationFailureException.ThrowUnless(Clearing.InFlight.Count == 0 && Clearing.Settling.Count == 0, $"{Address} has trades in flight for ever");
        SimulationFailureException.ThrowUnless(Clearing.Ledger.Sequence == durable.Markets[Market].Sequence, $"{Address} is not what is on disk");
    }

    private MarketClearing Recover()
    {
        var state = _cluster.Disk.Load<MarketLedgerState>(_id);
        var clearing = new MarketClearing(state is null ? new MarketLedger(Market) : MarketLedger.FromState(state));
        foreach (var (sequence, e) in _cluster.Disk.Read<MarketEvent>(_id, state?.RecallFrom ?? 1))
        {
            if (sequence <= (state?.Sequence ?? 0)) clearing.Recall(sequence, e);
            else clearing.Apply(sequence, e);
        }

        _journal.Recover();
        _snapshotAt = state?.Sequence ?? 0;
        return clearing;
    }

    private void Reserve(InFlightTrade inFlight, Action<ClearOutcome> answer)
    {
        var (trade, answers) = (inFlight.Trade, new Dictionary<AccountId, ReservationAnswer>());
        var isDecided = false;
        void Decided()
        {
            if (isDecided) return;
            isDecided = true;
            Conclude(inFlight, answers, answer);
        }

        void Ask(AccountId account, Reservation reservation) => _cluster.SendToAccount(account, node => node.Reserve(this, [reservation], given =>
        {
            answers.TryAdd(account, given[0]);
            if (answers.Count == 2) Decided();
        }));
        Ask(trade.Buyer, inFlight.Buyer);
        Ask(trade.Seller, inFlight.Seller);
        After(ReserveTimeoutTicks, Decided);
    }

    private void Conclude(InFlightTrade inFlight, Dictionary<AccountId, ReservationAnswer> answers, Action<ClearOutcome> answer)
    {
        var trade = inFlight.Trade;
        var refusal = Check(trade.Buyer, answers) ?? Check(trade.Seller, answers);
        var decision = refusal is null ? TradeDecider.Novate(Clearing.Ledger, inFlight, World.Now) : Decision<MarketEvent>.Refuse(refusal);
        Clearing.InFlight.Remove(trade.Key);
        if (decision.Refusal is { } refused)
        {
            _cluster.SendToAccount(trade.Buyer, node => node.Release(inFlight.Buyer));
            _cluster.SendToAccount(trade.Seller, node => node.Release(inFlight.Seller));
            _journal.WhenDurable(() => answer(ClearOutcome.Refused(trade.TradeId, refused)));
        }
        else
        {
            Clearing.Settling.Add(inFlight);
            Append(decision.Events[0]);
            var outcome = new ClearOutcome(trade.TradeId, ClearStatus.Created, _journal.Sequence);
            if (_cluster.Sabotage == Sabotage.AcknowledgeEarly) answer(outcome);
            else _journal.WhenDurable(() => answer(outcome));
        }

        if (!_deciding.Remove(trade.Key, out var waiting)) return;
        foreach (var again in waiting) again();
    }

    private Refusal? Check(AccountId account, Dictionary<AccountId, ReservationAnswer> answers)
    {
        if (!answers.TryGetValue(account, out var answer)) return new Refusal(RefusalCode.OutcomeUnknown) { Subject = account.Value };
        if (answer.Refusal is not null) return answer.Refusal;
        return _cluster.Sabotage == Sabotage.TrustOldActivations || Clearing.Ledger.IsCurrent(account, answer.Epoch) ? null : new Refusal(RefusalCode.ActivationSuperseded) { Subject = account.Value };
    }

    /// <summary>Events that are durable together or not at all, as in the grain: an expiry without the positions that it closes would leave them open for ever.</summary>
    private void Append(params IReadOnlyCollection<MarketEvent> events)
    {
        foreach (var e in events)
        {
            Clearing.Apply(Clearing.Ledger.Sequence + 1, e);
            if (e is SnapshotPublished) _unpublished.Enqueue(Clearing.Ledger.Snapshot!);
        }

        _journal.Append(events);
    }

    private void OnDurable(long first, IReadOnlyList<MarketEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is SnapshotPublished) _cluster.Post(_unpublished.Dequeue());
            if (events[i] is not TradeCleared cleared) continue;
            Clearing.Settling.Remove(cleared.Trade.Key);
            _durableFees += cleared.Buyer.Fee + cleared.Seller.Fee;
            _feesSequence = first + i;
        }

        DeliverAll();
        if (_journal.DurableSequence != Clearing.Ledger.Sequence || Clearing.Ledger.Sequence - _snapshotAt < SnapshotEvents) return;
        _snapshotAt = Clearing.Ledger.Sequence;
        _cluster.Disk.Save(_id, _snapshotAt, Clearing.Ledger.ToState(Clearing.Outbox.OldestSequence));
    }

    private void DeliverAll()
    {
        foreach (var account in Clearing.Outbox.Accounts.ToList())
        {
            var legs = Clearing.Outbox.Peek(account, 4, _journal.DurableSequence);
            if (!legs.IsEmpty) _cluster.SendToAccount(account, node => node.Apply(this, Market, legs, cursor => Clearing.Confirm(account, cursor)));
        }

        ScheduleRepeat();
    }

    /// <summary>Sends again what is owed and not confirmed.</summary>
    private void ScheduleRepeat()
    {
        if (_isRepeating || (Clearing.Outbox.Count == 0 && _feesSequence <= _reportedFees)) return;
        _isRepeating = true;
        After(RepeatTicks, () =>
        {
            _isRepeating = false;
            ReportFees();
            DeliverAll();
        });
    }

    private void ReportFees()
    {
        if (Clearing.Ledger.Pool is not { } pool || _feesSequence <= _reportedFees) return;
        var (sequence, fees) = (_feesSequence, _durableFees);
        _cluster.SendToPool(pool, node => node.Collect(this, Market, sequence, fees, () => _reportedFees = Math.Max(_reportedFees, sequence)));
    }
}
