using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>Where a market's breaker stands, and why.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerState")]
public sealed record BreakerState
{
    /// <summary>The level in force.</summary>
    [Id(0)] public BreakerLevel Level { get; init; }

    /// <summary>Since when.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }

    /// <summary>What moved it there; null before the first move.</summary>
    [Id(2)] public BreakerTransition? Cause { get; init; }

    /// <summary>What an operator demands; null for nothing. It may have expired.</summary>
    [Id(3)] public BreakerDemand? Demand { get; init; }

    /// <summary>Until when nothing halts the market, after a halt that stood as long as it may; null when anything may.</summary>
    [Id(4)] public DateTimeOffset? HaltBarredUntil { get; init; }

    /// <summary>Since when liquidation waits, without a break, for a halt or for oracles that are sure again; null when it does not.</summary>
    [Id(5)] public DateTimeOffset? LiquidationDeferredSince { get; init; }

    /// <summary>A breaker that nothing has moved.</summary>
    public static BreakerState NormalSince(DateTimeOffset at) => new() { Since = at };

    /// <summary>
    /// Whether positions may be liquidated at the market's mark: not in a halt, nor while the mark is unreliable (stale, or doubted by oracles as much as lets only reductions pass); but never put off for longer than the policy's limit.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="staleAt">When the last price goes, or went, stale.</param>
    /// <param name="at">The time.</param>
    public bool MayLiquidateAt(BreakerPolicy policy, DateTimeOffset staleAt, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var since = LiquidationDeferredSince ?? (at > staleAt ? staleAt : null);
        return since is null || at - since >= TimeSpan.FromSeconds(policy.MaxLiquidationDelaySeconds);
    }

    /// <summary>The state after a move.</summary>
    public BreakerState After(BreakerTransition transition, BreakerPolicy policy, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(transition);
        ArgumentNullException.ThrowIfNull(policy);
        return this with
        {
            Level = transition.To,
            Since = at,
            Cause = transition,
            Demand = Demand?.ExpiresAt <= at ? null : Demand,
            HaltBarredUntil = transition.Trigger == BreakerTrigger.MaximumHalt ? at.AddSeconds(policy.HaltPauseSeconds) : HaltBarredUntil <= at ? null : HaltBarredUntil,
        };
    }
}
