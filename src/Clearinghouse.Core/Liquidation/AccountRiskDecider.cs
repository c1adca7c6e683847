using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Decides where an account stands. Pure: the account is read, never changed.</summary>
public static class AccountRiskDecider
{
    /// <summary>
    /// What a new reading or the passing of time makes of an account; nothing where nothing changes. Default waits for marks that may be liquidated at; a call or a liquidation does not, for steps are taken only in markets where
    /// they may be, and one doubtful market must not shield the positions in others.
    /// </summary>
    /// <param name="risk">The account.</param>
    /// <param name="reading">Its newest numbers.</param>
    /// <param name="terms">The pool's terms.</param>
    /// <param name="nextDefault">The name that a default declared now would have.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<AccountRiskEvent> Decide(AccountRisk risk, RiskReading reading, RiskStateTerms terms, DefaultId nextDefault, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(risk);
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(terms);
        return risk.State switch
        {
            AccountRiskState.Healthy or AccountRiskState.Recovered => FromHealthy(risk, reading, terms, nextDefault, now),
            AccountRiskState.MarginCall => FromCall(risk, reading, terms, nextDefault, now),
            AccountRiskState.Liquidating when reading.Equity < Amount.Zero => MayDefault(reading) ? [Defaulted(risk.LastCall, nextDefault, DefaultCause.EquityNegative, reading, now)] : [],
            AccountRiskState.Liquidating => Leave(risk, reading, terms, now),

            // Whose positions were all taken over and who has nothing did not recover: that default is closed.
            AccountRiskState.Defaulted when reading.Equity > Amount.Zero => Leave(risk, reading, terms, now),
            _ => [],
        };
    }

    /// <summary>A step of a liquidation was made. Refused before the grace, or the time between two steps, is over.</summary>
    /// <param name="risk">The account.</param>
    /// <param name="legs">What was traded; not empty.</param>
    /// <param name="after">The numbers after it.</param>
    /// <param name="terms">The pool's terms.</param>
    /// <param name="now">The time.</param>
    public static Decision<AccountRiskEvent> TakeStep(AccountRisk risk, ImmutableArray<LiquidationLeg> legs, RiskReading after, RiskStateTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(risk);
        if (legs.IsDefaultOrEmpty) return Decision<AccountRiskEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "legs" });
        if (risk.StepDueAt(terms) is not { } due) return NotLiquidating(risk);
        if (now < due) return Decision<AccountRiskEvent>.Refuse(new Refusal(RefusalCode.LiquidationGraceRunning) { Subject = risk.Account.Value, Required = $"{due:O}", Available = $"{now:O}" });
        return Decision<AccountRiskEvent>.Accept(new LiquidationStepTaken(risk.Steps + 1, legs) { At = now, Call = risk.LastCall, Reading = after });
    }

    /// <summary>No way out of liquidation is left: the account is in default although its equity may not be below zero.</summary>
    public static Decision<AccountRiskEvent> Exhaust(AccountRisk risk, RiskReading reading, DefaultId cause, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(risk);
        return risk.State == AccountRiskState.Liquidating
            ? Decision<AccountRiskEvent>.Accept(Defaulted(risk.LastCall, cause, DefaultCause.WaysOutExhausted, reading, now))
            : NotLiquidating(risk);
    }

    /// <summary>The default is over. Refused while a position is open or something is owed: then a loss is still to be allocated.</summary>
    public static Decision<AccountRiskEvent> Close(AccountRisk risk, RiskReading reading, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(risk);
        ArgumentNullException.ThrowIfNull(reading);
        if (risk.State != AccountRiskState.Defaulted || risk.Default is not { } cause)
            return Decision<AccountRiskEvent>.Refuse(new Refusal(RefusalCode.AccountNotDefaulted) { Subject = risk.Account.Value, Available = $"{risk.State}" });
        if (reading.OpenPositions > 0)
            return Decision<AccountRiskEvent>.Refuse(new Refusal(RefusalCode.PositionsOpen) { Subject = risk.Account.Value, Available = $"{reading.OpenPositions}", Limit = "0" });
        return reading.Equity < Amount.Zero
            ? Decision<AccountRiskEvent>.Refuse(new Refusal(RefusalCode.LossNotAllocated) { Subject = risk.Account.Value, Required = "0", Available = reading.Equity.ToString() })
            : Decision<AccountRiskEvent>.Accept(new AccountClosed(cause) { At = now, Call = risk.LastCall, Reading = reading });
    }

    private static ImmutableArray<AccountRiskEvent> FromHealthy(AccountRisk risk, RiskReading reading, RiskStateTerms terms, DefaultId nextDefault, DateTimeOffset now)
    {
        if (!reading.IsMaintenanceCovered) return Begin(risk.LastCall + 1, LiquidationCause.BelowMaintenance, reading, nextDefault, now);
        return reading.IsInitialCovered ? [] : [Issue(risk.LastCall + 1, reading, terms, now)];
    }

    private static ImmutableArray<AccountRiskEvent> FromCall(AccountRisk risk, RiskReading reading, RiskStateTerms terms, DefaultId nextDefault, DateTimeOffset now)
    {
        if (!reading.IsMaintenanceCovered) return Begin(risk.LastCall, LiquidationCause.BelowMaintenance, reading, nextDefault, now);
        if (!reading.IsInitialCovered) return now >= risk.Deadline ? Begin(risk.LastCall, LiquidationCause.CallExpired, reading, nextDefault, now) : [];
        return Leave(risk, reading, terms, now);
    }

    /// <summary>A liquidation begins; where equity is below zero already, a price that jumped took all grace with it.</summary>
    private static ImmutableArray<AccountRiskEvent> Begin(long call, LiquidationCause cause, RiskReading reading, DefaultId nextDefault, DateTimeOffset now)
    {
        var begun = new LiquidationBegun(cause) { At = now, Call = call, Reading = reading };
        return reading.Equity < Amount.Zero && MayDefault(reading) ? [begun, Defaulted(call, nextDefault, DefaultCause.EquityNegative, reading, now)] : [begun];
    }

    /// <summary>Lets an account go that is far enough above what it was short of. One that still lacks initial margin is called anew.</summary>
    private static ImmutableArray<AccountRiskEvent> Leave(AccountRisk risk, RiskReading reading, RiskStateTerms terms, DateTimeOffset now)
    {
        if (reading.Equity < risk.RecoveryLevelOf(reading, terms)) return [];
        var recovered = new AccountRecovered(risk.State) { At = now, Call = risk.LastCall, Reading = reading };
        return reading.IsInitialCovered ? [recovered] : [recovered, Issue(risk.LastCall + 1, reading, terms, now)];
    }

    private static bool MayDefault(RiskReading reading) => reading.IsReliable;

    private static MarginCallIssued Issue(long call, RiskReading reading, RiskStateTerms terms, DateTimeOffset now) =>
        new(now.AddSeconds(terms.CallDeadlineSeconds)) { At = now, Call = call, Reading = reading };

    private static AccountDefaulted Defaulted(long call, DefaultId name, DefaultCause cause, RiskReading reading, DateTimeOffset now) => new(name, cause) { At = now, Call = call, Reading = reading };

    private static Decision<AccountRiskEvent> NotLiquidating(AccountRisk risk) =>
        Decision<AccountRiskEvent>.Refuse(new Refusal(RefusalCode.LiquidationNotRunning) { Subject = risk.Account.Value, Available = $"{risk.State}" });
}
