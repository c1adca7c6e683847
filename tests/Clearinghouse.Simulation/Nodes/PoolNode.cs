using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>An activation of a pool.</summary>
internal sealed class PoolNode : Node
{
    private readonly NodeJournal<PoolEvent> _journal;

    public PoolNode(World world, Cluster cluster, PoolId pool)
        : base(world, $"pool/{pool}")
    {
        Pool = pool;
        var id = JournalId.ForPool(pool);
        _journal = new NodeJournal<PoolEvent>(cluster.Disk, id, this, (_, _) => { });
        _journal.Recover();
        Ledger = new PoolLedger(pool);
        foreach (var (sequence, e) in cluster.Disk.Read<PoolEvent>(id)) Ledger.Apply(sequence, e);
        BecomeReady();
    }

    public PoolId Pool { get; }

    public PoolLedger Ledger { get; }

    public void Collect(Node market, MarketId id, long sequence, Amount cumulativeFees, Action confirm)
    {
        if (PoolDecider.Collect(Ledger, id, sequence, cumulativeFees, World.Now) is { } collected) Append(collected);
        _journal.WhenDurable(() => Answer(market, confirm));
    }

    public void Contribute(ContributeFund command, Action<CommandOutcome> answer)
    {
        var decision = PoolDecider.Decide(Ledger, command, World.Now);
        var first = _journal.Sequence + 1;
        foreach (var e in decision.Events) Append(e);
        _journal.WhenDurable(() => answer(decision.Events.IsEmpty ? decision.Outcome : new CommandOutcome(CommandStatus.Created, first)));
    }

    public override void CheckQuiet(FoldedPool durable) => SimulationFailureException.ThrowUnless(
        durable.Markets.Values.All(market => market.CumulativeFees == (Ledger.Markets.GetValueOrDefault(market.Market)?.CumulativeFees ?? Amount.Zero)), $"{Address} never got all fees");

    private void Append(PoolEvent e)
    {
        Ledger.Apply(_journal.Sequence + 1, e);
        _journal.Append(e);
    }
}
