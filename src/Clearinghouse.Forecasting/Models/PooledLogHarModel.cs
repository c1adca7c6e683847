using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Log-HAR-X with one set of coefficients for all markets, and the panel's common level among the regressors. It has five times the
/// rows of one market, and forecasts a market from its third month on.
/// </summary>
public sealed class PooledLogHarModel : IVolatilityModel
{
    /// <inheritdoc/>
    public string Name => "log-har-x-pooled";

    /// <inheritdoc/>
    public int RefitDays => 30;

    /// <inheritdoc/>
    public IVolatilityForecaster Fit(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return FitOn(known) ?? (IVolatilityForecaster)new NoForecaster();
    }

    /// <summary>As <see cref="Fit"/>, with the coefficients to look at; null when there are too few days.</summary>
    public static PooledLogHarForecaster? FitOn(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var rows = PooledLogHarForecaster.Rows.Training(known);
        if (rows.Count <= PooledLogHarForecaster.Rows.Width) return null;
        var equations = new NormalEquations(PooledLogHarForecaster.Rows.Width);
        foreach (var row in rows) equations.Add(row.Values, row.Target);
        var coefficients = equations.Solve();
        return new PooledLogHarForecaster(coefficients, rows.Average(row => Math.Exp(row.Target - coefficients.At(row.Values))));
    }
}
