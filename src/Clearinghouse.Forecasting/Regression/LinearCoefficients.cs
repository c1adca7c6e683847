namespace Clearinghouse.Forecasting.Regression;

/// <summary>A linear function.</summary>
/// <param name="Values">The constant, then one coefficient for each regressor.</param>
public sealed record LinearCoefficients(IReadOnlyList<double> Values)
{
    private readonly double[] _values = [.. Values];

    /// <summary>The function at some regressors.</summary>
    public double At(ReadOnlySpan<double> regressors)
    {
        var sum = _values[0];
        for (var i = 0; i < regressors.Length; i++) sum += _values[i + 1] * regressors[i];
        return sum;
    }
}
