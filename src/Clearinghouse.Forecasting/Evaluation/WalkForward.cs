using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>
/// Goes through the days as they happened. At the end of each, the model sees the panel up to that day and forecasts the next; it is
/// fitted again every <see cref="IVolatilityModel.RefitDays"/> days, on no more than it may know.
/// </summary>
public static class WalkForward
{
    /// <summary>Every forecast of one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="panel">The markets, with all their days.</param>
    /// <param name="warmUpDays">How many days of a market come before its first forecast.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    /// <returns>One track for each market.</returns>
    public static IReadOnlyList<ForecastTrack> Run(IVolatilityModel model, VolatilityPanel panel, int warmUpDays, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(warmUpDays);
        var variances = panel.Markets.Select(market => new double?[market.Count]).ToArray();
        var startMs = panel.Markets.Min(market => market.FirstDayMs) + ((warmUpDays - 1) * DayGrid.DayMs);
        IVolatilityForecaster? forecaster = null;
        for (var (dayMs, age) = (startMs, 0); dayMs < panel.LastDayMs; (dayMs, age) = (dayMs + DayGrid.DayMs, age + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var known = panel.KnownThrough(dayMs);
            if (age % model.RefitDays == 0) forecaster = model.Fit(known);
            for (var market = 0; market < variances.Length; market++)
            {
                var target = panel.Markets[market].IndexOf(dayMs) + 1;
                if (target >= warmUpDays && target < variances[market].Length) variances[market][target] = forecaster!.Forecast(known, market);
            }
        }

        return [.. panel.Markets.Select((market, i) => new ForecastTrack(model.Name, market.Symbol, variances[i]))];
    }

    /// <summary>Every forecast of one model after a day, fitted once on what is known then and never again.</summary>
    /// <param name="model">The model.</param>
    /// <param name="panel">The markets, with all their days.</param>
    /// <param name="fittedThroughMs">When the last day begins that the fit may know: Unix milliseconds, UTC.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    /// <returns>One track for each market.</returns>
    public static IReadOnlyList<ForecastTrack> RunHoldOut(IVolatilityModel model, VolatilityPanel panel, long fittedThroughMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(panel);
        var forecaster = model.Fit(panel.KnownThrough(fittedThroughMs));
        var variances = panel.Markets.Select(market => new double?[market.Count]).ToArray();
        for (var dayMs = fittedThroughMs; dayMs < panel.LastDayMs; dayMs += DayGrid.DayMs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var known = panel.KnownThrough(dayMs);
            for (var market = 0; market < variances.Length; market++)
            {
                var target = panel.Markets[market].IndexOf(dayMs) + 1;
                if (target > 0 && target < variances[market].Length) variances[market][target] = forecaster.Forecast(known, market);
            }
        }

        return [.. panel.Markets.Select((market, i) => new ForecastTrack(model.Name, market.Symbol, variances[i]))];
    }
}
