namespace Clearinghouse.Forecasting.Measures;

/// <summary>An exponentially weighted average of variances: v ← λv + (1 − λ)x.</summary>
public static class ExponentialAverage
{
    /// <summary>The average after the last observation.</summary>
    /// <param name="decay">λ, 0 to 1: the weight of what was known before.</param>
    /// <param name="initial">What the average starts from.</param>
    /// <param name="observations">The variances, in order of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside 0 to 1.</exception>
    public static double Last(double decay, double initial, ReadOnlySpan<double> observations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decay, 1);
        var average = initial;
        foreach (var observation in observations) average = (decay * average) + ((1 - decay) * observation);
        return average;
    }
}
