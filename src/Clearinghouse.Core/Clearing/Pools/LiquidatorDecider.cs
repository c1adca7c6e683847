using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Decides who may bid in a pool's auctions. Pure: the ledger is read, never changed.</summary>
public static class LiquidatorDecider
{
    /// <summary>How many liquidators a pool has at most: their list goes to every silo.</summary>
    public const int MaxLiquidators = 256;

    /// <summary>Registers a liquidator, or strikes one off. The pool's own book is none.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, RegisterLiquidator command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(command);
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (string.IsNullOrEmpty(command.Account.Value) || command.Account == OwnNames.BookOf(ledger.Pool))
            return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "account", Detail = "name an account that is not the pool's own book" });
        var liquidators = ledger.Defaults.Liquidators;
        return command.IsActive && !liquidators.ContainsKey(command.Account) && liquidators.Count >= MaxLiquidators
            ? Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.TooManyLiquidators) { Subject = ledger.Pool.Value, Limit = $"{MaxLiquidators}" })
            : Decision<PoolEvent>.Accept(new LiquidatorRegistered(command) { At = now });
    }
}
