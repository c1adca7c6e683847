using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>Brings the transfers of one activation of a pool to accounts, as the grain does: what is durable and not confirmed is sent until it is.</summary>
internal sealed class TransferOutbox(PoolNode pool, World world, Cluster cluster)
{
    private const int RepeatTicks = 12;

    private readonly Dictionary<AccountId, long> _cursors = [];
    private bool _isRepeating;

    /// <summary>Sends whatever is not confirmed, and again later.</summary>
    public void DeliverAll()
    {
        foreach (var account in Owed.Select(transfer => transfer.Account).Distinct().ToList())
        {
            ImmutableArray<PoolTransfer> owed = [.. Owed.Where(transfer => transfer.Account == account)];
            cluster.SendToAccount(account, node => node.Receive(pool, owed, cursor => Confirm(account, cursor)));
        }

        if (_isRepeating || pool.Ledger.Defaults.Unconfirmed.IsEmpty) return;
        _isRepeating = true;
        pool.Later(RepeatTicks, () =>
        {
            _isRepeating = false;
            DeliverAll();
        });
    }

    private IEnumerable<PoolTransfer> Owed => pool.Ledger.Defaults.Unconfirmed.Where(transfer => transfer.Sequence <= pool.DurableSequence && transfer.Sequence > _cursors.GetValueOrDefault(transfer.Account));

    private void Confirm(AccountId account, long cursor)
    {
        _cursors[account] = Math.Max(cursor, _cursors.GetValueOrDefault(account));
        foreach (var confirmed in pool.Ledger.Defaults.Unconfirmed.GroupBy(transfer => transfer.Sequence)
            .Where(together => together.All(transfer => _cursors.GetValueOrDefault(transfer.Account) >= transfer.Sequence))
            .Select(together => DefaultDecider.Confirm(pool.Ledger, together.Key, world.Now))
            .OfType<TransfersConfirmed>()
            .ToList()) pool.Append(confirmed);
    }
}
