using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Decides who joins and leaves a pool's insurance tranches, what they earn, and which defaults freeze them. Pure: the ledger is read, never changed.</summary>
public static class InsuranceDecider
{
    /// <summary>How many underwriters hold a tranche at most.</summary>
    public const int MostHolders = 1_024;

    /// <summary>How many requests to leave a tranche an underwriter has open at most.</summary>
    public const int MostRequests = 16;

    /// <summary>Sets which tranches there are.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ConfigureInsurance command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        return (command.Policy.Check() ?? CheckHeld(ledger.Insurance, command.Policy)) is { } invalid
            ? Decision<PoolEvent>.Refuse(invalid)
            : Decision<PoolEvent>.Accept(new InsuranceConfigured(command) { At = now });
    }

    /// <summary>An underwriter pays in.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="accountPool">The pool that the underwriter's account belongs to; null when there is no such account.</param>
    /// <param name="now">The time.</param>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, StakeInsurance command, PoolId? accountPool, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (CheckUnderwriter(ledger, command.Account, accountPool) is { } stranger) return Decision<PoolEvent>.Refuse(stranger);
        if (ledger.Insurance.Find(command.Tranche) is not { } tranche) return Decision<PoolEvent>.Refuse(UnknownTranche(command.Tranche));
        if (tranche.Holders.Count >= MostHolders && !tranche.Holders.ContainsKey(command.Account)) return Decision<PoolEvent>.Refuse(Full(command.Tranche, MostHolders));
        var decision = TrancheDecider.Stake(tranche, command.Account, command.Amount, now);
        return decision.Refusal is { } refusal ? Decision<PoolEvent>.Refuse(refusal) : Decision<PoolEvent>.Accept(new InsuranceStaked(command, (TrancheStaked)decision.Events[0]) { At = now });
    }

    /// <summary>An underwriter asks to leave.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, LeaveInsurance command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (ledger.Insurance.Find(command.Tranche) is not { } tranche) return Decision<PoolEvent>.Refuse(UnknownTranche(command.Tranche));
        if (tranche.Leaving.Values.Count(request => request.Account == command.Account) >= MostRequests) return Decision<PoolEvent>.Refuse(Full(command.Account.Value, MostRequests));
        var decision = TrancheDecider.RequestLeave(tranche, command.Account, command.Shares, now);
        return decision.Refusal is { } refusal ? Decision<PoolEvent>.Refuse(refusal) : Decision<PoolEvent>.Accept(new InsuranceLeaveRequested(command, (LeaveRequested)decision.Events[0]) { At = now });
    }

    /// <summary>A request to leave is paid out.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, RedeemInsurance command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (ledger.Insurance.Find(command.Tranche) is not { } tranche) return Decision<PoolEvent>.Refuse(UnknownTranche(command.Tranche));
        var decision = TrancheDecider.Redeem(tranche, command.Request, now);
        return decision.Refusal is { } refusal ? Decision<PoolEvent>.Refuse(refusal) : Decision<PoolEvent>.Accept(new InsuranceRedeemed(command, (StakeRedeemed)decision.Events[0]) { At = now });
    }

    /// <summary>An account says that it is in default; null when that is known, or over.</summary>
    public static DefaultBegun? Begin(PoolLedger ledger, DefaultId cause, AccountId account, DateTimeOffset now) =>
        ledger.Insurance.Running.ContainsKey(cause) || ledger.Defaults.Cases.ContainsKey(cause) ? null : new DefaultBegun(cause, account) { At = now };

    /// <summary>An account says that a default of its is over; null when that is known.</summary>
    public static DefaultEnded? End(PoolLedger ledger, DefaultId cause, DateTimeOffset now) =>
        ledger.Insurance.Running.ContainsKey(cause) ? new DefaultEnded(cause) { At = now } : null;

    /// <summary>What collected fees bring to underwriters, by tranche; null for nothing.</summary>
    internal static ImmutableArray<PremiumPayment>? PremiumOf(PoolLedger ledger, Amount fees)
    {
        var tranches = ledger.Insurance.Tranches;
        if (tranches.IsEmpty || ledger.Insurance.PremiumShare.IsZero) return null;
        var parts = TrancheStack.SharePremium(tranches, fees.Times(ledger.Insurance.PremiumShare, Rounding.Floor));
        ImmutableArray<PremiumPayment> payments = [.. tranches.Zip(parts, (tranche, part) => new PremiumPayment(tranche.Name, part)).Where(payment => payment.Amount.IsPositive)];
        return payments.IsEmpty ? null : payments;
    }

    /// <summary>Which holders get the tranches' parts of a recovery; null for none.</summary>
    internal static ImmutableArray<TrancheRecovery>? RecoveriesOf(PoolLedger ledger, DefaultCase known, RecoveryPlan plan, DateTimeOffset now)
    {
        ImmutableArray<TrancheRecovery> recoveries =
        [
            .. from posting in plan.Postings
               where known.Plan.Postings[posting.Posting].Kind == WaterfallLayerKind.InsuranceTranche && ledger.Insurance.Find(posting.Payer.Name) is not null
               let decision = TrancheDecider.Recover(ledger.Insurance.Find(posting.Payer.Name)!, known.Claim.Default, posting.Amount, now)
               select new TrancheRecovery(posting.Payer.Name, (LossRecovered)decision.Events[0]),
        ];
        return recoveries.IsEmpty ? null : recoveries;
    }

    /// <summary>A tranche that is held, or that still has losses to recover, stays; and those who hold it were told when they lose.</summary>
    private static Refusal? CheckHeld(PoolInsurance insurance, InsurancePolicy policy)
    {
        foreach (var tranche in insurance.Tranches.Where(tranche => !tranche.Shares.IsZero || !tranche.Losses.IsEmpty))
        {
            if (policy.Tranches.FirstOrDefault(defined => defined.Name == tranche.Name) is not { } defined)
                return new Refusal(RefusalCode.TrancheHeld) { Subject = tranche.Name, Available = tranche.Assets.ToString(), Detail = "it can't be left out" };
            if (defined.Seniority != tranche.Seniority && !tranche.Shares.IsZero) return new Refusal(RefusalCode.TrancheHeld) { Subject = tranche.Name, Limit = $"seniority {tranche.Seniority}" };
        }

        return null;
    }

    private static Refusal? CheckUnderwriter(PoolLedger ledger, AccountId account, PoolId? accountPool)
    {
        if (accountPool is not { } pool) return new Refusal(RefusalCode.AccountUnknown) { Subject = account.Value };
        return pool == ledger.Pool ? null : new Refusal(RefusalCode.WrongPool) { Subject = account.Value, Required = ledger.Pool.Value, Available = pool.Value };
    }

    private static Refusal UnknownTranche(string name) => new(RefusalCode.TrancheUnknown) { Subject = name is { Length: <= 64 } ? name : "tranche" };

    private static Refusal Full(string subject, int limit) => new(RefusalCode.TrancheFull) { Subject = subject, Limit = $"{limit}" };
}
