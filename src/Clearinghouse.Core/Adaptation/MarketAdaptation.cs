using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Adaptation;

/// <summary>
/// How far a market has followed forecasts: the fold of what was announced and overridden. What is in force at a time follows from it by arithmetic alone, so that take-overs and ramps need no event of their own. Times passed in must not go back.
/// </summary>
public sealed record MarketAdaptation
{
    /// <summary>The set in force; null while none was taken over.</summary>
    public ParameterSet? Set { get; init; }

    /// <summary>Announced, not taken over; null for nothing.</summary>
    public ParameterSet? Announced { get; init; }

    /// <summary>What governance demands; null for nothing. It may have expired.</summary>
    public ParameterOverride? Override { get; init; }

    /// <summary>Whether the forecast was found stale.</summary>
    public bool IsStale { get; init; }

    /// <summary>What held when the ramp began.</summary>
    public required MarginLevels From { get; init; }

    /// <summary>Where the ramp leads; its initial rate holds from the beginning.</summary>
    public required MarginLevels Target { get; init; }

    /// <summary>What was asked when the ramp began; one change may not lead all the way there.</summary>
    public required MarginLevels Asked { get; init; }

    /// <summary>When the ramp began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The newest forecast for the day to come, announced or in force; null before the first.</summary>
    public Ratio? ForecastVolatility => (Announced ?? Set)?.Links.ForecastVolatility;

    /// <summary>By which share the newest forecast was above the one before, for so long after it was announced; null later, and without one.</summary>
    public Ratio? JumpAt(DateTimeOffset at, int seconds) => (Announced ?? Set) is { } newest && at - newest.AnnouncedAt < TimeSpan.FromSeconds(seconds) ? newest.ForecastJump : null;

    /// <summary>A market that has followed nothing yet: it asks what its own parameters say.</summary>
    public static MarketAdaptation StartingAt(MarketParameters parameters, DateTimeOffset at)
    {
        var own = OwnLevels(parameters);
        return new MarketAdaptation { From = own, Target = own, Asked = own, Since = at };
    }

    /// <summary>The adaptation after a set was announced.</summary>
    public MarketAdaptation Announce(ParameterSet set) => this with { Announced = set };

    /// <summary>The adaptation after governance set or withdrew (null) an override.</summary>
    public MarketAdaptation Demand(ParameterOverride? demand, MarketParameters parameters, DateTimeOffset at) =>
        (AdvanceTo(parameters, at) with { Override = demand }).Retarget(parameters, at);

    /// <summary>The adaptation after the market's own parameters changed.</summary>
    public MarketAdaptation Reconfigure(MarketParameters parameters, DateTimeOffset at) => Retarget(parameters, at);

    /// <summary>Takes over what is due by a time, in order of the times at which it was due.</summary>
    public MarketAdaptation AdvanceTo(MarketParameters parameters, DateTimeOffset at)
    {
        var policy = PolicyOf(parameters);
        var state = this;
        while (state.NextDue(policy) is { } due && due <= at)
        {
            if (state.Announced is { } announced && announced.EffectiveAt == due) state = state with { Set = announced, Announced = null, IsStale = false };
            if (state.Override?.ExpiresAt == due) state = state with { Override = null };
            if (!state.IsStale && state.StaleAt(policy) <= due) state = state with { IsStale = true };
            state = state.Retarget(parameters, due);
        }

        return state;
    }

    /// <summary>What is in force at a time; <see cref="AdvanceTo"/> must have come that far.</summary>
    public MarginLevels LevelsAt(AdaptivePolicy policy, DateTimeOffset at) => new(
        Target.InitialMarginRate,
        Lowest(Along(policy, From.MaintenanceMarginRate, Target.MaintenanceMarginRate, at), Target.InitialMarginRate),
        Along(policy, From.DailyVolatility, Target.DailyVolatility, at));

    /// <summary>When maintenance has arrived.</summary>
    public DateTimeOffset RampEndsAt(AdaptivePolicy policy) =>
        Target.MaintenanceMarginRate > From.MaintenanceMarginRate || Target.DailyVolatility > From.DailyVolatility ? Since.AddSeconds(policy.MaintenanceRampSeconds) : Since;

    /// <summary>The parameters in force at a time: the market's own, with the rates, the tiers, the volatility and the price band that follow forecasts.</summary>
    public (MarketParameters Parameters, AdaptedParameters Adapted) InForceAt(MarketParameters parameters, DateTimeOffset at)
    {
        var (policy, state) = (PolicyOf(parameters), AdvanceTo(parameters, at));
        var levels = state.LevelsAt(policy, at);
        var addOn = state.FullVolatility(parameters) is var full && full > levels.DailyVolatility
            ? (Rational.From(full) / Rational.From(levels.DailyVolatility) - 1).Round<Ratio>(Rounding.Ceiling)
            : Ratio.Zero;
        var adapted = new AdaptedParameters
        {
            Set = state.Set,
            Override = state.Override,
            IsStale = state.IsStale,
            Target = state.Target,
            RampEndsAt = state.RampEndsAt(policy),
            Announced = state.Announced,
            VolatilityAddOn = addOn,
        };
        return (Scale(parameters, levels, state.Set), adapted);
    }

    private static AdaptivePolicy PolicyOf(MarketParameters parameters) =>
        parameters.Adaptive ?? throw new ArgumentException("The market follows no forecasts.", nameof(parameters));

    private static MarginLevels OwnLevels(MarketParameters parameters) =>
        new(parameters.InitialMarginRate, parameters.MaintenanceMarginRate, (parameters.Risk ?? RiskParameters.Default).DailyVolatility);

    private DateTimeOffset? NextDue(AdaptivePolicy policy)
    {
        DateTimeOffset? due = null;
        foreach (var at in (DateTimeOffset?[])[Announced?.EffectiveAt, Override?.ExpiresAt, IsStale ? null : StaleAt(policy), NextRampAt(policy)])
            if (at is { } && !(due <= at)) due = at;
        return due;
    }

    /// <summary>When the next ramp begins, where one was not allowed to lead all the way; null when it was.</summary>
    private DateTimeOffset? NextRampAt(AdaptivePolicy policy)
    {
        var isShort = Target.MaintenanceMarginRate < Asked.MaintenanceMarginRate || Target.DailyVolatility < Asked.DailyVolatility;

        // Without a ramp there is no time between two steps: the rest is left to the next set.
        return isShort && policy.MaintenanceRampSeconds > 0 ? Since.AddSeconds(policy.MaintenanceRampSeconds) : null;
    }

    /// <summary>A set that carries its own surcharge for staleness gets no second one.</summary>
    private DateTimeOffset? StaleAt(AdaptivePolicy policy) => Set?.Links.Step == ForecastStep.LastGood ? null : Set?.Links.AsOf.AddSeconds(policy.MaxAgeSeconds);

    /// <summary>Begins a new ramp, from where the last one has come to.</summary>
    private MarketAdaptation Retarget(MarketParameters parameters, DateTimeOffset at)
    {
        var policy = PolicyOf(parameters);
        var (from, asked) = (LevelsAt(policy, at), AskedBy(parameters, policy));

        // The same again, as most forecasts within a day are, does not begin the ramp anew: it would never end.
        if (asked == Asked && !(NextRampAt(policy) <= at)) return this;

        // In one change maintenance passes neither the initial margin before it nor the volatility whose initial margin that was: who met it is not liquidated by the change.
        var maintenance = Lowest(asked.MaintenanceMarginRate, Highest(from.MaintenanceMarginRate, from.InitialMarginRate));
        var volatility = Lowest(asked.DailyVolatility, Lowest(Times(from.DailyVolatility, policy.VolatilityRiseMultiple), Ratio.One));
        return this with
        {
            From = from,
            Target = new MarginLevels(asked.InitialMarginRate, Lowest(maintenance, asked.InitialMarginRate), volatility),
            Asked = asked,
            Since = at,
        };
    }

    /// <summary>What set, override and staleness ask for, without ramps.</summary>
    private MarginLevels AskedBy(MarketParameters parameters, AdaptivePolicy policy)
    {
        var own = OwnLevels(parameters);
        var initial = Override?.InitialMarginRate ?? (IsStale && Set is { } set ? Raised(policy, set.InitialMarginRate) : Set?.InitialMarginRate ?? own.InitialMarginRate);
        var maintenance = Set is null && Override?.InitialMarginRate is null ? own.MaintenanceMarginRate : Times(initial, policy.MaintenanceShare);
        return new MarginLevels(initial, maintenance, FullVolatility(parameters));
    }

    /// <summary>The volatility that initial margin by scenarios has to cover.</summary>
    private Ratio FullVolatility(MarketParameters parameters)
    {
        if (Override?.DailyVolatility is { } demanded) return demanded;
        if (Set is not { } set) return OwnLevels(parameters).DailyVolatility;
        return IsStale ? Lowest(Times(set.DailyVolatility, PolicyOf(parameters).StaleMultiple), Ratio.One) : set.DailyVolatility;
    }

    private static Ratio Raised(AdaptivePolicy policy, Ratio rate) => Lowest(Times(rate, policy.StaleMultiple), policy.LargestInitialMarginRate);

    /// <summary>A rise is followed in a straight line, a fall at once. Rounded up, to the part per million: against the trader.</summary>
    private Ratio Along(AdaptivePolicy policy, Ratio from, Ratio to, DateTimeOffset at)
    {
        if (to <= from || policy.MaintenanceRampSeconds == 0) return to;
        var passed = Rational.Clamp(Rational.FromSeconds(at - Since) / policy.MaintenanceRampSeconds, 0, 1);
        return (Rational.From(from) + (passed * Rational.From(to - from))).Round<Ratio>(Rounding.Ceiling);
    }

    private static MarketParameters Scale(MarketParameters own, MarginLevels levels, ParameterSet? set)
    {
        var risk = own.Risk ?? RiskParameters.Default;
        return own with
        {
            InitialMarginRate = levels.InitialMarginRate,
            MaintenanceMarginRate = levels.MaintenanceMarginRate,
            PriceBand = set is null ? own.PriceBand : Lowest(set.PriceBand, own.PriceBand),
            Risk = risk with
            {
                DailyVolatility = levels.DailyVolatility,
                Tiers =
                [
                    .. risk.Tiers.Select(tier =>
                    {
                        var initial = Proportional(tier.InitialMarginRate, levels.InitialMarginRate, own.InitialMarginRate);
                        var maintenance = Proportional(tier.MaintenanceMarginRate, levels.MaintenanceMarginRate, own.MaintenanceMarginRate);
                        return tier with { InitialMarginRate = initial, MaintenanceMarginRate = Lowest(maintenance, initial) };
                    }),
                ],
            },
        };
    }

    private static Ratio Proportional(Ratio rate, Ratio now, Ratio own) => Lowest((Rational.From(rate) * Rational.From(now) / Rational.From(own)).Round<Ratio>(Rounding.Ceiling), Ratio.One);

    private static Ratio Times(Ratio value, Ratio share) => (Rational.From(value) * Rational.From(share)).Round<Ratio>(Rounding.Ceiling);

    private static Ratio Lowest(Ratio a, Ratio b) => a < b ? a : b;

    private static Ratio Highest(Ratio a, Ratio b) => a > b ? a : b;
}
