using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Log-HAR-X with one set of coefficients for all markets, and the panel's common level among the regressors. It has five times the
/// rows of one market, and forecasts a market from its third month on.
/// </summary>
public sealed class PooledLogHarModel : IVolatilityModel
{
    private readonly PooledRows _rows = new(RegressorSets.Pooled);

    /// <inheritdoc/>
    public string Name => "log-har-x-pooled";

    /// <inheritdoc/>
    public int RefitDays => 30;

    /// <inheritdoc/>
    public IVolatilityForecaster Fit(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var rows = _rows.Training(known);
        if (rows.Count <= _rows.Width) return new Forecaster(_rows, Coefficients: null, Smearing: 1);
        var equations = new NormalEquations(_rows.Width);
        foreach (var row in rows) equations.Add(row.Values, row.Target);
        var coefficients = equations.Solve();
        return new Forecaster(_rows, coefficients, rows.Average(row => Math.Exp(row.Target - coefficients.At(row.Values))));
    }

    private sealed record Forecaster(PooledRows Rows, LinearCoefficients? Coefficients, double Smearing) : IVolatilityForecaster
    {
        public double? Forecast(VolatilityPanel known, int market) =>
            Coefficients is not null && Rows.Now(known, market) is var (values, mean) ? Math.Exp(Coefficients.At(values) + mean) * Smearing : null;
    }
}
