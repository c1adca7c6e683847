using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Books what underwriters pay in, earn and take out.</summary>
internal static class InsuranceBooking
{
    internal static void BookPremium(PoolLedger ledger, FeesCollected e)
    {
        foreach (var premium in e.Premium ?? [])
        {
            ledger.Move(PoolFund.Fees, -premium.Amount);
            Insure(ledger, premium.Tranche, premium.Amount, new PremiumReceived(premium.Amount) { At = e.At });
        }

        ledger.ThrowUnless(!ledger.BalanceOf(PoolFund.Fees).IsNegative, "more premium is paid than there are fees");
    }

    internal static void Book(PoolLedger ledger, InsuranceConfigured e)
    {
        ledger.Insurance = ledger.Insurance.With(e.Command.Policy, e.At);
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    internal static void Book(PoolLedger ledger, InsuranceStaked e)
    {
        ledger.ThrowUnless(e.Staked.Account == e.Command.Account && e.Staked.Amount == e.Command.Amount, "another stake is taken than was asked for");
        ledger.Contributions += e.Staked.Amount;
        Insure(ledger, e.Command.Tranche, e.Staked.Amount, e.Staked);
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    internal static void Book(PoolLedger ledger, InsuranceLeaveRequested e)
    {
        Insure(ledger, e.Command.Tranche, Amount.Zero, e.Leave);
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    internal static void Book(PoolLedger ledger, InsuranceRedeemed e)
    {
        Insure(ledger, e.Command.Tranche, -e.Redeemed.Payment.Amount, e.Redeemed);
        if (e.Redeemed.Payment.Amount.IsPositive) ledger.Transfer(e.Redeemed.Payment.Account, null, PoolTransferKind.Redemption, e.Redeemed.Payment.Amount, []);
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    /// <summary>What happens to a tranche, and the money that goes with it.</summary>
    internal static void Insure(PoolLedger ledger, string tranche, Amount amount, TrancheEvent happened)
    {
        ledger.Move(PoolFund.Insurance, amount);
        try
        {
            ledger.Insurance = ledger.Insurance.With(tranche, happened);
        }
        catch (InvalidOperationException error)
        {
            throw new JournalCorruptException($"pool/{ledger.Pool} at {ledger.Sequence}: {error.Message}", error);
        }

        ledger.ThrowUnless(!ledger.OwnInsurance.IsNegative, "the tranches hold more than there is in insurance");
    }
}
