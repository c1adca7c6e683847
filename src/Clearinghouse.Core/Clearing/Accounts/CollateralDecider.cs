using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Decides what moves collateral beside cash into and out of an account. Pure: the ledger is read, never changed.</summary>
public static class CollateralDecider
{
    /// <summary>Takes an asset that the pool accepts. More than its cap may come in; it counts for no more than the cap.</summary>
    public static Decision<AccountEvent> Decide(AccountLedger ledger, DepositCollateral command, IMarketView view, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<AccountEvent>.From(known);
        if (string.IsNullOrEmpty(command.Pool.Value)) return Refuse(RefusalCode.RequestInvalid, "pool");
        if (string.IsNullOrEmpty(command.Asset.Value)) return Refuse(RefusalCode.RequestInvalid, "asset");
        if (MovementLimit.Check(command.Quantity) is { } invalid) return Decision<AccountEvent>.Refuse(invalid);
        if (ledger.Pool is { } pool && pool != command.Pool) return Refuse(RefusalCode.WrongPool, pool.Value);
        return view.FindCollateral(command.Pool)?.Policy.Find(command.Asset) is null
            ? Refuse(RefusalCode.CollateralNotAccepted, command.Asset.Value)
            : Decision<AccountEvent>.Accept(new CollateralDeposited(command) { At = now });
    }

    /// <summary>Gives an asset back when what is left covers what must stay behind (<see cref="TransferMargin"/>), trades in flight included, by prices that are not stale.</summary>
    public static Decision<AccountEvent> Decide(
        AccountLedger ledger, ReservationBook book, WithdrawCollateral command, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<AccountEvent>.From(known);
        if (MovementLimit.Check(command.Quantity) is { } invalid) return Decision<AccountEvent>.Refuse(invalid);
        if (ledger.Pool is not { } pool) return Refuse(RefusalCode.AccountUnknown, ledger.Account.Value);
        var held = ledger.Collateral.GetValueOrDefault(command.Asset);
        if (held < command.Quantity)
        {
            return Decision<AccountEvent>.Refuse(new Refusal(RefusalCode.CollateralShort)
            {
                Subject = command.Asset.Value,
                Required = command.Quantity.ToString(),
                Available = held.ToString(),
            });
        }

        // An account that owes nothing to anybody may leave whatever prices say, and when there are none.
        if (IsIdle(ledger, book)) return Decision<AccountEvent>.Accept(new CollateralWithdrawn(command) { At = now });
        if (ExposureBuilder.Build(ledger, book.All, view, out var missing, collateral: LeftBy(ledger, command)) is not { } input) return Refuse(RefusalCode.PriceUnknown, missing.Value);
        if (input.FirstStale(now) is { } stale) return Refuse(RefusalCode.PriceStale, stale.Value);
        var statement = policy.Evaluate(input);
        var stays = TransferMargin.Of(pool, input, statement, view, policy, now);
        return statement.Equity >= stays
            ? Decision<AccountEvent>.Accept(new CollateralWithdrawn(command) { At = now })
            : Decision<AccountEvent>.Refuse(new Refusal(statement.IsInitialCovered ? RefusalCode.TransferMarginShort : RefusalCode.FreeCollateralShort)
            {
                Subject = ledger.Account.Value,
                Required = stays.ToString(),
                Available = statement.Equity.ToString(),
            });
    }

    /// <summary>What a withdrawal takes from the account's margin; zero for an asset that counts for nothing, or whose price is not known.</summary>
    public static Amount MarginValueOf(AccountLedger ledger, WithdrawCollateral command, IMarketView view)
    {
        return Amount.Max(Amount.Zero, ValueOf(ledger.Collateral) - ValueOf(LeftBy(ledger, command)));

        Amount ValueOf(IReadOnlyDictionary<AssetId, Quantity> holdings) =>
            ExposureBuilder.Build(ledger, [], view, out _, collateral: holdings) is { } input ? input.Collateral?.Value(input.Exposures).Value ?? Amount.Zero : Amount.Zero;
    }

    private static SortedDictionary<AssetId, Quantity> LeftBy(AccountLedger ledger, WithdrawCollateral command)
    {
        var left = new SortedDictionary<AssetId, Quantity>(ledger.Collateral.ToDictionary());
        if (!(left[command.Asset] = left.GetValueOrDefault(command.Asset) - command.Quantity).IsPositive) left.Remove(command.Asset);
        return left;
    }

    private static bool IsIdle(AccountLedger ledger, ReservationBook book) =>
        book.Count == 0 && !ledger.Cash.IsNegative && ledger.Markets.Values.All(market => market.Positions.Values.All(position => position.Quantity.IsZero && position.FundingEntry.IsZero));

    private static Decision<AccountEvent> Refuse(RefusalCode code, string subject) => Decision<AccountEvent>.Refuse(new Refusal(code) { Subject = subject });
}
