using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>From which observed value on a trigger demands which level; null for a level that it never demands. Positive and ascending.</summary>
/// <param name="Guarded">Where <see cref="BreakerLevel.Guarded"/> begins.</param>
/// <param name="ReduceOnly">Where <see cref="BreakerLevel.ReduceOnly"/> begins.</param>
/// <param name="Halted">Where <see cref="BreakerLevel.Halted"/> begins.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerThresholds")]
public sealed record BreakerThresholds(
    [property: Id(0)] Ratio? Guarded = null,
    [property: Id(1)] Ratio? ReduceOnly = null,
    [property: Id(2)] Ratio? Halted = null)
{
    /// <summary>A trigger that demands nothing.</summary>
    public static BreakerThresholds None { get; } = new();

    /// <summary>The highest level whose threshold an observed value reaches.</summary>
    public BreakerLevel LevelOf(Ratio observed)
    {
        if (observed >= Halted) return BreakerLevel.Halted;
        if (observed >= ReduceOnly) return BreakerLevel.ReduceOnly;
        return observed >= Guarded ? BreakerLevel.Guarded : BreakerLevel.Normal;
    }

    /// <summary>The lowest threshold at or above a level; null when the trigger never demands that much.</summary>
    public Ratio? LeastFrom(BreakerLevel level) => level switch
    {
        BreakerLevel.Halted => Halted,
        BreakerLevel.ReduceOnly => ReduceOnly ?? Halted,
        _ => Guarded ?? ReduceOnly ?? Halted,
    };

    /// <summary>Every threshold times a factor, to the nearest part per million but never below one.</summary>
    public BreakerThresholds Times(double factor)
    {
        return new(Scale(Guarded), Scale(ReduceOnly), Scale(Halted));

        Ratio? Scale(Ratio? threshold) => threshold is { } value ? Ratio.FromPpm(Math.Max(1, (long)Math.Round(value.Ppm * factor))) : null;
    }

    /// <summary>Says that a threshold is out of range, or null when none is.</summary>
    /// <param name="field">The name to give them.</param>
    public Refusal? Check(string field)
    {
        var least = Ratio.Zero;
        foreach (var threshold in new[] { Guarded, ReduceOnly, Halted })
        {
            if (threshold is not { } value) continue;
            if (value <= least || value.Ppm > LargestPpm) return new Refusal(RefusalCode.ParametersInvalid) { Subject = field, Limit = "above 0, at most 1000, each above the one before" };
            least = value;
        }

        return null;
    }

    private const long LargestPpm = 1_000_000_000;
}
