using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>
/// The state machine of a breaker. Up: at once, to the highest level that a trigger or an operator demands. Down: one level, after its dwell, when nothing is above the leave fraction of a threshold that would hold it; and from a halt in any case
/// when it has stood as long as it may. Pure.
/// </summary>
public static class BreakerMachine
{
    /// <summary>The next move; null for none.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="state">Where the breaker stands.</param>
    /// <param name="readings">What the triggers see.</param>
    /// <param name="at">The time; not before the state's.</param>
    public static BreakerTransition? Decide(BreakerPolicy policy, BreakerState state, ImmutableArray<BreakerReading> readings, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        var demand = state.Demand is { } manual && at < manual.ExpiresAt ? manual : null;
        if (Rise(state, readings, demand, at) is { } rise) return rise;
        if (state.Level == BreakerLevel.Normal) return null;
        var stood = at - state.Since;
        if (state.Level == BreakerLevel.Halted && stood >= TimeSpan.FromSeconds(policy.MaxHaltSeconds))
        {
            var multiple = Ratio.FromPpm((long)(stood.TotalSeconds * 1_000_000 / policy.MaxHaltSeconds));
            return new BreakerTransition(BreakerLevel.Halted, BreakerLevel.ReduceOnly, BreakerTrigger.MaximumHalt, multiple, Ratio.One);
        }

        return stood < policy.DwellOf(state.Level) || demand?.Level >= state.Level ? null : Fall(policy, state, readings);
    }

    private static BreakerTransition? Rise(BreakerState state, ImmutableArray<BreakerReading> readings, BreakerDemand? demand, DateTimeOffset at)
    {
        var highest = at < state.HaltBarredUntil ? BreakerLevel.ReduceOnly : BreakerLevel.Halted;
        var (level, binding, severity) = (BreakerLevel.Normal, (BreakerReading?)null, 0.0);
        foreach (var reading in readings)
        {
            var asked = Lower(reading.Thresholds.LevelOf(reading.Observed), highest);
            if (asked == BreakerLevel.Normal || asked < level) continue;
            var over = reading.SeverityOver(LimitOf(reading, asked));
            if (asked == level && over <= severity) continue;
            (level, binding, severity) = (asked, reading, over);
        }

        if (demand is not null && Lower(demand.Level, highest) is var demanded && demanded > level)
            return demanded > state.Level ? new BreakerTransition(state.Level, demanded, BreakerTrigger.Manual, Reason: demand.Reason) : null;
        return binding is not null && level > state.Level ? Explain(state.Level, level, binding.Trigger, binding, LimitOf(binding, level)) : null;
    }

    private static BreakerTransition? Fall(BreakerPolicy policy, BreakerState state, ImmutableArray<BreakerReading> readings)
    {
        var (nearest, nearestLimit, severity) = ((BreakerReading?)null, Ratio.Zero, -1.0);
        foreach (var reading in readings)
        {
            if (reading.Thresholds.LeastFrom(state.Level) is not { } least) continue;
            var leave = Ratio.FromPpm((long)((Int128)least.Ppm * policy.LeaveFraction.Ppm / 1_000_000));
            if (reading.Observed > leave) return null;
            var over = leave.Ppm == 0 ? 1 : reading.SeverityOver(leave);
            if (over > severity) (nearest, nearestLimit, severity) = (reading, leave, over);
        }

        return nearest is null
            ? new BreakerTransition(state.Level, state.Level - 1, BreakerTrigger.Calm)
            : Explain(state.Level, state.Level - 1, BreakerTrigger.Calm, nearest, nearestLimit);
    }

    private static BreakerTransition Explain(BreakerLevel from, BreakerLevel to, BreakerTrigger trigger, BreakerReading reading, Ratio limit) =>
        new(from, to, trigger, reading.Observed, limit, reading.WindowSeconds, reading.ReferencePrice);

    /// <summary>The threshold that was reached for a level; where halts are barred, that of the lower level, or the halt's own.</summary>
    private static Ratio LimitOf(BreakerReading reading, BreakerLevel level) => reading.Thresholds.LeastFrom(level) ?? Ratio.One;

    private static BreakerLevel Lower(BreakerLevel a, BreakerLevel b) => a < b ? a : b;
}
