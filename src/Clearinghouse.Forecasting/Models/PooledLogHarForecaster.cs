using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Models;

/// <summary>A fitted pooled log-HAR-X: it forecasts any market with two months of days, also one that it was not fitted on.</summary>
/// <param name="Coefficients">The constant, one for each of <see cref="RegressorNames"/>.</param>
/// <param name="Smearing">The mean exponential of the residuals, about 1 to 1.3.</param>
public sealed record PooledLogHarForecaster(LinearCoefficients Coefficients, double Smearing) : IVolatilityForecaster
{
    /// <summary>What the coefficients belong to, in order.</summary>
    public static IReadOnlyList<string> RegressorNames { get; } = [.. RegressorSets.Pooled.Names, .. MarketFactor.Names];

    internal static PooledRows Rows { get; } = new(RegressorSets.Pooled);

    /// <summary>The forecast from one market's features.</summary>
    /// <param name="features">The features.</param>
    /// <param name="panel">How high volatility stands in all markets: three numbers, <see cref="MarketFactor"/>.</param>
    /// <returns>Realised variance per day, positive.</returns>
    internal double Forecast(DayFeatures features, ReadOnlySpan<double> panel)
    {
        double[] values = [.. RegressorSets.Pooled.RowOf(features), .. panel];
        return Math.Exp(Coefficients.At(values) + features.MeanLogVariance) * Smearing;
    }

    /// <inheritdoc/>
    public double? Forecast(VolatilityPanel known, int market)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Rows.Now(known, market) is var (values, mean) ? Math.Exp(Coefficients.At(values) + mean) * Smearing : null;
    }
}
