using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Pools;

namespace Clearinghouse.Grains.Accounts;

/// <summary>
/// Pays out of one account what its own margin and its pool's limits allow. The pool remembers its yes under the withdrawal's id, durably, before the account pays: after a timeout or a crash the same withdrawal finds it again. Used from one
/// account's turns only.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="grains">Where pools are.</param>
/// <param name="board">The pool's limits.</param>
/// <param name="filler">Fetches them.</param>
/// <param name="commit">Appends what is decided and answers when it is durable; throws when the activation can't decide any more.</param>
internal sealed class Withdrawals(IDefaultDriven account, IGrainFactory grains, MarketBoard board, MarketBoardFiller filler, Func<Func<Decision<AccountEvent>>, Task<CommandOutcome>> commit)
{
    /// <summary>Decides, asks the pool where it limits what leaves, and decides again: while it was asked, the account may have moved.</summary>
    /// <param name="header">Who, and the id.</param>
    /// <param name="value">What leaves: cash, or the margin value of collateral.</param>
    /// <param name="decide">The account's own decision, by what it is when asked.</param>
    public async Task<CommandOutcome> Run(CommandHeader header, Func<Amount> value, Func<Decision<AccountEvent>> decide)
    {
        if (account.Ledger.Pool is not { } pool) return await commit(decide);
        await filler.FillLimits(pool);
        var isLimited = board.FindLimits(pool)?.Policy is { Hourly: not null } or { Daily: not null };
        if (!isLimited || decide().Status != CommandStatus.Created || value() is not { IsPositive: true } leaves) return await commit(decide);
        var granted = await grains.GetGrain<IPoolClearing>(pool.Value).GrantWithdrawal(new WithdrawalRequest(account.Ledger.Account, header.Sender, header.Id, leaves));
        return granted.IsDone ? await commit(decide) : granted;
    }
}
