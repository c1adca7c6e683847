namespace Clearinghouse.Core.Marks;

/// <summary>
/// An exponential moving average over time of how far the contract's mid lies above the index, as a fraction of the index. It begins at 0:
/// a first observation is no average. State, folded over observations.
/// </summary>
/// <param name="Premium">The average, as a fraction of the index; positive when the contract is dear.</param>
/// <param name="At">When it was last folded; null at the beginning.</param>
public sealed record BasisAverage(double Premium, DateTimeOffset? At)
{
    /// <summary>Nothing observed yet.</summary>
    public static BasisAverage None { get; } = new(Premium: 0, At: null);

    /// <summary>
    /// The average after one more observation: old × w + new × (1 − w), with w = e^−(seconds since the last / averaging seconds). An
    /// observation that is not newer changes nothing.
    /// </summary>
    /// <param name="at">When.</param>
    /// <param name="premium">(mid − index) / index.</param>
    /// <param name="averagingSeconds">Time constant of the average; positive.</param>
    public BasisAverage Observe(DateTimeOffset at, double premium, int averagingSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(averagingSeconds);
        if (At is not { } last) return this with { At = at };
        if (at <= last) return this;
        var kept = Math.Exp(-(at - last).TotalSeconds / averagingSeconds);
        return new((Premium * kept) + (premium * (1 - kept)), at);
    }
}
