using System.Numerics;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Insurance;

/// <summary>Decides what happens to an insurance tranche. Pure: the tranche is read, never changed.</summary>
public static class TrancheDecider
{
    private const int PartsPerMillion = 1_000_000;

    /// <summary>An underwriter pays in. The shares are rounded down: the difference belongs to all holders.</summary>
    public static Decision<TrancheEvent> Stake(InsuranceTranche tranche, AccountId account, Amount amount, DateTimeOffset now)
    {
        if (MovementLimit.Check(amount) is { } invalid) return Decision<TrancheEvent>.Refuse(invalid);
        if (RunningRefusal(tranche) is { } running) return Decision<TrancheEvent>.Refuse(running);
        if (amount < tranche.Terms.LeastStake)
            return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.TrancheStakeTooSmall) { Subject = "amount", Required = tranche.Terms.LeastStake.ToString(), Available = amount.ToString() });

        // The first shares cost one each.
        var (assets, shares) = tranche.Shares.IsZero ? (Amount.One, Quantity.One) : (tranche.Assets, tranche.Shares);
        var issued = (BigInteger)amount.Raw * shares.Raw / assets.Raw;
        if (issued > Quantity.MaxValue.Raw - tranche.Shares.Raw)
            return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.AmountOutOfRange) { Subject = "shares", Detail = "a share is worth so little that the shares would not fit the ledger" });

        // A share may have become worth so much that rounding to whole ones costs the newcomer a part that matters.
        if (issued * assets.Raw * PartsPerMillion < (BigInteger)amount.Raw * shares.Raw * (PartsPerMillion - 1))
            return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.TrancheStakeTooSmall) { Subject = "shares", Available = amount.ToString(), Detail = "a share is worth so much that rounding would cost more than a millionth of the stake" });
        return Decision<TrancheEvent>.Accept(new TrancheStaked(account, amount, Quantity.FromRaw((long)issued)) { At = now });
    }

    /// <summary>Premium comes in.</summary>
    public static Decision<TrancheEvent> ReceivePremium(InsuranceTranche tranche, Amount amount, DateTimeOffset now)
    {
        if (MovementLimit.Check(amount) is { } invalid) return Decision<TrancheEvent>.Refuse(invalid);
        return tranche.Shares.IsZero
            ? Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.TrancheEmpty) { Subject = tranche.Name })
            : Decision<TrancheEvent>.Accept(new PremiumReceived(amount) { At = now });
    }

    /// <summary>A default begins. Known ones change nothing.</summary>
    public static Decision<TrancheEvent> Freeze(InsuranceTranche tranche, DefaultId cause, DateTimeOffset now) =>
        tranche.Running.Contains(cause) ? Decision<TrancheEvent>.Accept() : Decision<TrancheEvent>.Accept(new TrancheFrozen(cause) { At = now });

    /// <summary>A default ends: its loss is known and allocated. Unknown ones change nothing.</summary>
    public static Decision<TrancheEvent> Release(InsuranceTranche tranche, DefaultId cause, DateTimeOffset now) =>
        tranche.Running.Contains(cause) ? Decision<TrancheEvent>.Accept(new TrancheReleased(cause) { At = now }) : Decision<TrancheEvent>.Accept();

    /// <summary>A running default takes its part of the loss, as the waterfall allocated it.</summary>
    public static Decision<TrancheEvent> BearLoss(InsuranceTranche tranche, DefaultId cause, Amount amount, DateTimeOffset now)
    {
        if (!amount.IsPositive) return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.AmountNotPositive) { Subject = "amount", Available = amount.ToString() });
        if (!tranche.Running.Contains(cause)) return Decision<TrancheEvent>.Refuse(Unknown(cause.ToString(), "the default is not running here"));
        return amount > tranche.Assets
            ? Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.TrancheShort) { Subject = tranche.Name, Required = amount.ToString(), Available = tranche.Assets.ToString() })
            : Decision<TrancheEvent>.Accept(new LossBorne(cause, amount) { At = now });
    }

    /// <summary>A recovery goes to those who bore the loss, in proportion to their shares then, by largest remainder.</summary>
    public static Decision<TrancheEvent> Recover(InsuranceTranche tranche, DefaultId cause, Amount amount, DateTimeOffset now)
    {
        if (!amount.IsPositive) return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.AmountNotPositive) { Subject = "amount", Available = amount.ToString() });
        if (!tranche.Losses.TryGetValue(cause, out var loss)) return Decision<TrancheEvent>.Refuse(Unknown(cause.ToString(), "the default took nothing that is still to be recovered"));
        var open = loss.Lost - loss.Recovered;
        if (amount > open) return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.AmountOutOfRange) { Subject = "amount", Available = amount.ToString(), Limit = open.ToString() });

        var parts = AmountSplit.LargestRemainder(amount, [.. loss.Holders.Values.Select(shares => Amount.FromRaw(shares.Raw))]);
        var payments = loss.Holders.Keys.Zip(parts, (account, part) => new TranchePayment(account, part)).Where(payment => payment.Amount.IsPositive);
        return Decision<TrancheEvent>.Accept(new LossRecovered(cause, amount, [.. payments]) { At = now });
    }

    /// <summary>A holder asks to leave with some of its shares. While a default runs it may ask, and the cooldown begins when the default ends.</summary>
    public static Decision<TrancheEvent> RequestLeave(InsuranceTranche tranche, AccountId account, Quantity shares, DateTimeOffset now)
    {
        if (!shares.IsPositive) return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.QuantityNotPositive) { Subject = "shares", Available = shares.ToString() });
        var staying = tranche.StayingOf(account);
        if (shares > staying)
            return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.TrancheSharesShort) { Subject = account.ToString(), Required = shares.ToString(), Available = staying.ToString() });
        var request = new LeaveRequest(tranche.LastRequest + 1, account, shares, now, now.AddSeconds(tranche.Terms.CooldownSeconds));
        return Decision<TrancheEvent>.Accept(new LeaveRequested(request) { At = now });
    }

    /// <summary>A request to leave is redeemed at the share price of the moment.</summary>
    public static Decision<TrancheEvent> Redeem(InsuranceTranche tranche, long request, DateTimeOffset now)
    {
        if (!tranche.Leaving.TryGetValue(request, out var leave)) return Decision<TrancheEvent>.Refuse(Unknown($"{request}", "no such request to leave"));
        if (RunningRefusal(tranche) is { } running) return Decision<TrancheEvent>.Refuse(running);
        if (now < leave.ReadyAt)
            return Decision<TrancheEvent>.Refuse(new Refusal(RefusalCode.TrancheCoolingDown) { Subject = $"{request}", Required = $"{leave.ReadyAt:O}", Available = $"{now:O}" });
        return Decision<TrancheEvent>.Accept(new StakeRedeemed(request, new TranchePayment(leave.Account, tranche.ValueOf(leave.Shares))) { At = now });
    }

    private static Refusal? RunningRefusal(InsuranceTranche tranche) => tranche.Running.IsEmpty ? null : new Refusal(RefusalCode.DefaultRunning) { Subject = tranche.Running[0].ToString() };

    private static Refusal Unknown(string subject, string detail) => new(RefusalCode.TrancheEntryUnknown) { Subject = subject, Detail = detail };
}
