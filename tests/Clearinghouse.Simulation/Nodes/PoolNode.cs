using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>An activation of a pool.</summary>
internal sealed class PoolNode : Node
{
    private readonly Cluster _cluster;
    private readonly CrossMargin _policy = new();
    private readonly NodeJournal<PoolEvent> _journal;
    private readonly TransferOutbox _transfers;

    public PoolNode(World world, Cluster cluster, PoolId pool)
        : base(world, $"pool/{pool}")
    {
        (Pool, _cluster) = (pool, cluster);
        var id = JournalId.ForPool(pool);
        _journal = new NodeJournal<PoolEvent>(cluster.Disk, id, this, (_, _) => OnDurable());
        _journal.Recover();
        Ledger = new PoolLedger(pool);
        foreach (var (sequence, e) in cluster.Disk.Read<PoolEvent>(id)) Ledger.Apply(sequence, e);
        _transfers = new TransferOutbox(this, world, cluster);
        BecomeReady();
        OnDurable();
    }

    public PoolId Pool { get; }

    public PoolLedger Ledger { get; }

    public void Collect(Node market, MarketId id, long sequence, Amount cumulativeFees, Action confirm)
    {
        if (PoolDecider.Collect(Ledger, id, sequence, cumulativeFees, World.Now) is { } collected) Append(collected);
        _journal.WhenDurable(() => Answer(market, confirm));
    }

    public long DurableSequence => _journal.DurableSequence;

    public void Contribute(ContributeFund command, Action<CommandOutcome> answer) => Commit(PoolDecider.Decide(Ledger, command, World.Now), answer);

    public void Configure(ConfigureDefaults command, Action<CommandOutcome> answer) => Commit(DefaultDecider.Decide(Ledger, command, World.Now), answer);

    public void Register(RegisterLiquidator command, Action<CommandOutcome> answer) => Commit(LiquidatorDecider.Decide(Ledger, command, World.Now), answer);

    public void Recover(RecoverLoss command, Action<CommandOutcome> answer) => Commit(DefaultDecider.Decide(Ledger, command, World.Now), answer);

    public void Cover(Node account, DefaultClaim claim, Action<CommandOutcome> answer)
    {
        var (gains, plan) = (ImmutableArray<AccountGain>.Empty, (DeleveragingPlan?)null);
        if (DefaultDecider.DeficitOf(Ledger, claim, World.Now) is { IsPositive: true } deficit && !Ledger.Defaults.Cases.ContainsKey(claim.Default))
        {
            var baskets = _cluster.BasketsBut(claim, _policy);
            gains = baskets.Gains;
            if (Ledger.Defaults.Terms?.Policy.Waterfall is { LastResort: LastResort.Deleveraging } terms) plan = baskets.PlanOf(claim.Default, deficit, terms.MaxHaircut);
        }

        var decision = DefaultDecider.Decide(Ledger, claim, gains, plan, World.Now);
        if (_cluster.Sabotage == Sabotage.SpareALayer && decision.Events is [LossAllocated allocated]) decision = Decision<PoolEvent>.Accept(SpareALayer(allocated));
        Commit(decision, outcome => Answer(account, () => answer(outcome)));
    }

    public void ReturnGain(Node account, BookGain gain, Action<CommandOutcome> answer) => Commit(BookGainDecider.Decide(Ledger, gain, World.Now), outcome => Answer(account, () => answer(outcome)));

    public void TransfersAfter(Node account, long cursor, Action<ImmutableArray<PoolTransfer>> answer)
    {
        ImmutableArray<PoolTransfer> transfers = [.. Ledger.Defaults.Unconfirmed.Where(transfer => transfer.Account == ((AccountNode)account).Account && transfer.Sequence > cursor)];
        _journal.WhenDurable(() => Answer(account, () => answer(transfers)));
    }

    public void Later(int ticks, Action action) => After(ticks, action);

    private void OnDurable()
    {
        if (Ledger.Defaults.Terms is { } terms && terms.Version <= _journal.DurableSequence) _cluster.Post(terms);
        _transfers.DeliverAll();
    }

    /// <summary>The second posting pays a unit of the first.</summary>
    private static LossAllocated SpareALayer(LossAllocated allocated)
    {
        if (allocated.Plan.Postings is not [var first, var second, ..]) return allocated;
        var postings = allocated.Plan.Postings
            .SetItem(0, first with { Amount = first.Amount - Amount.FromRaw(1) })
            .SetItem(1, second with { Amount = second.Amount + Amount.FromRaw(1) });
        return allocated with { Plan = allocated.Plan with { Postings = postings } };
    }

    private void Commit(Decision<PoolEvent> decision, Action<CommandOutcome> answer)
    {
        var first = _journal.Sequence + 1;
        foreach (var e in decision.Events) Append(e);
        _journal.WhenDurable(() => answer(decision.Events.IsEmpty ? decision.Outcome : new CommandOutcome(CommandStatus.Created, first)));
    }

    public override void CheckQuiet(FoldedPool durable)
    {
        SimulationFailureException.ThrowUnless(Ledger.Defaults.Unconfirmed.IsEmpty, $"{Address} has transfers that nobody confirms");
        SimulationFailureException.ThrowUnless(
            durable.Markets.Values.All(market => market.CumulativeFees == (Ledger.Markets.GetValueOrDefault(market.Market)?.CumulativeFees ?? Amount.Zero)), $"{Address} never got all fees");
    }

    public void Append(PoolEvent e)
    {
        Ledger.Apply(_journal.Sequence + 1, e);
        _journal.Append(e);
    }
}
