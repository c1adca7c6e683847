using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Pools;

namespace Clearinghouse.Grains.Accounts;

/// <summary>Asks an account's pool whether something may leave. The pool remembers its yes under the withdrawal's id, durably, before the account pays out: after a timeout or a crash the same withdrawal finds it again.</summary>
/// <param name="grains">Where pools are.</param>
/// <param name="board">The pool's limits.</param>
internal sealed class WithdrawalPermit(IGrainFactory grains, MarketBoard board)
{
    /// <summary>The pool's no; null for its yes, and where it limits nothing.</summary>
    public async Task<CommandOutcome?> RefusalOf(AccountId account, PoolId? pool, CommandHeader header, Amount value)
    {
        if (pool is not { } limited || !value.IsPositive || board.FindLimits(limited)?.Policy is not ({ Hourly: not null } or { Daily: not null })) return null;
        var outcome = await grains.GetGrain<IPoolClearing>(limited.Value).GrantWithdrawal(new WithdrawalRequest(account, header.Sender, header.Id, value));
        return outcome.IsDone ? null : outcome;
    }
}
