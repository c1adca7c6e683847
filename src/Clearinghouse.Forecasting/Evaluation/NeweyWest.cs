namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>The variance of a mean of observations that depend on their neighbours (Newey and West 1987).</summary>
public static class NeweyWest
{
    /// <summary>The variance of the mean with Bartlett weights; never below zero.</summary>
    /// <param name="values">The observations, in order of time.</param>
    /// <param name="lags">How far neighbours count, zero or more and fewer than the observations.</param>
    public static double VarianceOfMean(ReadOnlySpan<double> values, int lags)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lags);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lags, values.Length);
        var (n, mean) = (values.Length, 0.0);
        foreach (var value in values) mean += value / n;
        var sum = 0.0;
        for (var lag = 0; lag <= lags; lag++)
        {
            var covariance = 0.0;
            for (var i = lag; i < n; i++) covariance += (values[i] - mean) * (values[i - lag] - mean);
            sum += (lag == 0 ? 1 : 2 * (1 - (lag / (lags + 1.0)))) * covariance / n;
        }

        return Math.Max(0, sum / n);
    }
}
