using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Accounts;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Pools;

/// <summary>
/// Brings a pool's transfers to accounts: one delivery at a time per account, each with everything that is durable and not confirmed. What fails is tried again. Used from one pool's turns only.
/// </summary>
/// <param name="ledger">The pool.</param>
/// <param name="durableSequence">How far its journal is durable.</param>
/// <param name="grains">Where accounts are.</param>
/// <param name="confirmed">Told when every account of an event has confirmed.</param>
/// <param name="logger">Hears of accounts that do not answer.</param>
internal sealed class TransferDelivery(Func<PoolLedger> ledger, Func<long> durableSequence, IGrainFactory grains, Action<long> confirmed, ILogger logger)
{
    private readonly HashSet<AccountId> _delivering = [];
    private readonly Dictionary<AccountId, long> _cursors = [];

    /// <summary>Delivers whatever is not confirmed.</summary>
    public void DeliverAll()
    {
        var waiting = ledger().Defaults.Unconfirmed;
        if (waiting.IsEmpty) return;
        foreach (var account in waiting.Where(IsOwed).Select(transfer => transfer.Account).Distinct().ToList())
            if (_delivering.Add(account)) _ = DeliverAsync(account);
    }

    private bool IsOwed(PoolTransfer transfer) => transfer.Sequence <= durableSequence() && transfer.Sequence > _cursors.GetValueOrDefault(transfer.Account);

    private async Task DeliverAsync(AccountId account)
    {
        try
        {
            ImmutableArray<PoolTransfer> owed = [.. ledger().Defaults.Unconfirmed.Where(transfer => transfer.Account == account && IsOwed(transfer))];
            if (owed.IsEmpty) return;
            _cursors[account] = await grains.GetGrain<IAccountDefaults>(account.Value).Receive(ledger().Pool, owed);
            foreach (var sequence in owed.Select(transfer => transfer.Sequence)) ConfirmIfAll(sequence);
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "pool/{Pool}: transfers to {Account} were not confirmed and will be sent again", ledger().Pool, account);
        }
        finally
        {
            _delivering.Remove(account);
        }
    }

    private void ConfirmIfAll(long sequence)
    {
        ImmutableArray<PoolTransfer> all = [.. ledger().Defaults.Unconfirmed.Where(transfer => transfer.Sequence == sequence)];
        if (!all.IsEmpty && all.All(transfer => _cursors.GetValueOrDefault(transfer.Account) >= sequence)) confirmed(sequence);
    }
}
