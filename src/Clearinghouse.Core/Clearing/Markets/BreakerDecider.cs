using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Moves a market's breaker: at every price, as time goes by, and at an operator's demand. Pure.</summary>
public static class BreakerDecider
{
    /// <summary>Takes an operator's demand, which is a floor: nobody can open what prices close.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, SetBreaker command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (ledger.Parameters.Breaker is not { } policy) return Refuse(RefusalCode.BreakerNotConfigured, ledger.Market.Value);
        if (!Enum.IsDefined(command.Level)) return Refuse(RefusalCode.RequestInvalid, "level");
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > SetBreaker.LongestReason) return Refuse(RefusalCode.RequestInvalid, "reason");
        if (command.Level != BreakerLevel.Normal && CheckExpiry(policy, command, now) is { } invalid) return Decision<MarketEvent>.Refuse(invalid);

        var after = (ledger.Breaker ?? MarketBreaker.StartingAt(now)).Demand(DemandOf(command));
        var set = new BreakerSet(command) { At = now };
        return MarketDecider.Accept(ledger, Move(ledger, after, ledger.Snapshot?.Confidence, now) is { } moved ? [set, moved] : [set], now);
    }

    /// <summary>What follows from time alone: a price that went stale, a halt that stood as long as it may, a demand that expired. Accepted with no events when nothing does.</summary>
    public static Decision<MarketEvent> Lapse(MarketLedger ledger, DateTimeOffset now)
    {
        if (ledger.Breaker is not { } breaker || Move(ledger, breaker, ledger.Snapshot?.Confidence, now) is not { } moved) return Decision<MarketEvent>.Accept();
        return MarketDecider.Accept(ledger, [moved], now);
    }

    /// <summary>Takes what others than prices say to the breaker. Accepted with no events when it is nothing new, or the market has no breaker.</summary>
    public static Decision<MarketEvent> Observe(MarketLedger ledger, BreakerInputs inputs, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (ledger.Parameters.Breaker is null || !inputs.IsNewsAfter(ledger.BreakerInputs)) return Decision<MarketEvent>.Accept();
        var observed = new BreakerInputsObserved(inputs) { At = now };
        return ledger.Breaker is { } breaker && Move(ledger, breaker, ledger.Snapshot?.Confidence, now, told: inputs) is { } moved
            ? MarketDecider.Accept(ledger, [observed, moved], now)
            : Decision<MarketEvent>.Accept(observed);
    }

    /// <summary>The demand of a command; null when it withdraws.</summary>
    internal static BreakerDemand? DemandOf(SetBreaker command) =>
        command is { Level: not BreakerLevel.Normal, ExpiresAt: { } expiresAt } ? new BreakerDemand(command.Level, command.Reason, expiresAt) : null;

    /// <summary>The move that a new price causes; null for none.</summary>
    internal static BreakerMoved? OnPrice(MarketLedger ledger, DateTimeOffset observedAt, Price indexPrice, Ratio? confidence, DateTimeOffset now)
    {
        if (ledger.Parameters.Breaker is not { } policy) return null;
        return Move(ledger, Observe(policy, ledger, observedAt, indexPrice, confidence, now), confidence, now);
    }

    /// <summary>The move that a new forecast causes; null for none.</summary>
    internal static BreakerMoved? OnForecast(MarketLedger ledger, MarketAdaptation adaptation, DateTimeOffset now) =>
        ledger.Breaker is { } breaker ? Move(ledger, breaker, ledger.Snapshot?.Confidence, now, adaptation) : null;

    /// <summary>The breaker of a market after a price, the very fold of the ledger.</summary>
    internal static MarketBreaker Observe(BreakerPolicy policy, MarketLedger ledger, DateTimeOffset observedAt, Price indexPrice, Ratio? confidence, DateTimeOffset at) =>
        (ledger.Breaker ?? MarketBreaker.StartingAt(at)).Observe(policy, observedAt, indexPrice, confidence, ledger.Parameters.PriceMaxAgeSeconds);

    private static BreakerMoved? Move(MarketLedger ledger, MarketBreaker breaker, Ratio? confidence, DateTimeOffset now, MarketAdaptation? announced = null, BreakerInputs? told = null)
    {
        if (ledger.Parameters.Breaker is not { } policy) return null;
        var adaptation = (announced ?? ledger.Adaptation)?.AdvanceTo(ledger.Parameters, now);
        var inputs = told ?? ledger.BreakerInputs;
        var observation = new BreakerObservation
        {
            LiquidationVolume = inputs.LiquidationVolume,
            PoolDepletion = inputs.PoolDepletion,
            DailyVolatility = adaptation?.ForecastVolatility ?? (ledger.Parameters.Risk ?? RiskParameters.Default).DailyVolatility,
            ForecastJump = adaptation?.JumpAt(now, AdaptationDecider.JumpSeconds),
            PriceMaxAgeSeconds = ledger.Parameters.PriceMaxAgeSeconds,
            Confidence = confidence,
        };

        // Clocks of silos differ a little: a breaker's time does not go back for that.
        var at = now < breaker.State.Since ? breaker.State.Since : now;
        return BreakerMachine.Decide(policy, breaker.State, observation.ReadingsOf(policy, breaker, at), at) is { } transition
            ? new BreakerMoved(transition with { IndexPrice = breaker.IndexPrice }) { At = at }
            : null;
    }

    private static Refusal? CheckExpiry(BreakerPolicy policy, SetBreaker command, DateTimeOffset now)
    {
        var latest = now.AddSeconds(command.Level == BreakerLevel.Halted ? Math.Min(policy.MaxHaltSeconds, policy.MaxManualSeconds) : policy.MaxManualSeconds);
        if (command.ExpiresAt > now && command.ExpiresAt <= latest) return null;
        return new Refusal(RefusalCode.RequestInvalid)
        {
            Subject = "expiresAt",
            Available = command.ExpiresAt is { } given ? $"{given:O}" : null,
            Required = $"after {now:O}",
            Limit = $"{latest:O}",
        };
    }

    private static Decision<MarketEvent> Refuse(RefusalCode code, string subject) => Decision<MarketEvent>.Refuse(new Refusal(code) { Subject = subject });
}
