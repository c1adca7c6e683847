using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Where an account stands, and since when: a fold of <see cref="AccountRiskEvent"/>s.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountRisk")]
public sealed record AccountRisk
{
    /// <summary>The account.</summary>
    [Id(0)] public required AccountId Account { get; init; }

    /// <summary>Its state.</summary>
    [Id(1)] public AccountRiskState State { get; init; }

    /// <summary>Since when; null before the first event.</summary>
    [Id(2)] public DateTimeOffset? Since { get; init; }

    /// <summary>The number of the last call; 0 before the first.</summary>
    [Id(3)] public long LastCall { get; init; }

    /// <summary>When the call that stands has to be met; null when none stands.</summary>
    [Id(4)] public DateTimeOffset? Deadline { get; init; }

    /// <summary>Why the last liquidation began; null before the first.</summary>
    [Id(5)] public LiquidationCause? Cause { get; init; }

    /// <summary>Steps taken in the last liquidation.</summary>
    [Id(6)] public int Steps { get; init; }

    /// <summary>When the last of them was taken; null before the first of a liquidation.</summary>
    [Id(7)] public DateTimeOffset? LastStepAt { get; init; }

    /// <summary>The default that runs, or that closed the account; null for none.</summary>
    [Id(8)] public DefaultId? Default { get; init; }

    /// <summary>The numbers of the last event; null before the first.</summary>
    [Id(9)] public RiskReading? LastReading { get; init; }

    /// <summary>Whether trades that add risk may be taken, as far as the state goes.</summary>
    [JsonIgnore]
    public bool AllowsNewRisk => State is AccountRiskState.Healthy or AccountRiskState.Recovered;

    /// <summary>The equity at which the account leaves the path: maintenance margin and the buffer, rounded up, and initial margin too unless it was liquidated for maintenance margin alone.</summary>
    public Amount RecoveryLevelOf(RiskReading reading, RiskStateTerms terms)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(terms);
        var buffered = reading.MaintenanceMargin.Times(Ratio.One + terms.RecoveryBuffer, Rounding.Ceiling);
        var maintenanceAlone = State is AccountRiskState.Liquidating or AccountRiskState.Defaulted && Cause == LiquidationCause.BelowMaintenance;
        return maintenanceAlone ? buffered : Amount.Max(buffered, reading.InitialMargin);
    }

    /// <summary>What the planner has to restore: what the account was liquidated for.</summary>
    [JsonIgnore]
    public LiquidationTarget Target => Cause == LiquidationCause.CallExpired ? LiquidationTarget.Initial : LiquidationTarget.Maintenance;

    /// <summary>When the next step may be taken; null when the account is not being liquidated.</summary>
    public DateTimeOffset? StepDueAt(RiskStateTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (State != AccountRiskState.Liquidating || Since is not { } since) return null;
        return LastStepAt is { } last ? last.AddSeconds(terms.StepIntervalSeconds) : since.AddSeconds(terms.GraceSeconds);
    }

    /// <summary>The account after an event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from this state: a bug, or a journal of something else.</exception>
    public AccountRisk Apply(AccountRiskEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var after = happened switch
        {
            MarginCallIssued issued when AllowsNewRisk && issued.Call == LastCall + 1 => this with { State = AccountRiskState.MarginCall, Deadline = issued.Deadline, Cause = null },
            LiquidationBegun begun when CanBegin(begun) => this with { State = AccountRiskState.Liquidating, Deadline = null, Cause = begun.Cause, Steps = 0, LastStepAt = null },
            LiquidationStepTaken step when Is(AccountRiskState.Liquidating, step) && step.Step == Steps + 1 => this with { Steps = step.Step, LastStepAt = step.At },
            AccountDefaulted defaulted when Is(AccountRiskState.Liquidating, defaulted) => this with { State = AccountRiskState.Defaulted, Default = defaulted.Default },
            AccountRecovered recovered when !AllowsNewRisk && Is(recovered.From, recovered) => this with { State = AccountRiskState.Recovered, Deadline = null, Default = null },
            AccountClosed closed when Is(AccountRiskState.Defaulted, closed) && closed.Default == Default => this with { State = AccountRiskState.Closed },
            _ => throw new InvalidOperationException($"{happened.GetType().Name} of call {happened.Call} does not follow from {State} of call {LastCall}, account {Account}."),
        };
        return after with { LastCall = happened.Call, LastReading = happened.Reading, Since = after.State == State ? Since : happened.At };
    }

    private bool CanBegin(LiquidationBegun begun) => AllowsNewRisk ? begun.Call == LastCall + 1 : Is(AccountRiskState.MarginCall, begun);

    private bool Is(AccountRiskState state, AccountRiskEvent happened) => State == state && State != AccountRiskState.Closed && happened.Call == LastCall;
}
