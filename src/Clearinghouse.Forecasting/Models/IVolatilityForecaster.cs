namespace Clearinghouse.Forecasting.Models;

/// <summary>A model after its fit.</summary>
public interface IVolatilityForecaster
{
    /// <summary>The forecast of the day after the last known one.</summary>
    /// <param name="known">What is known now: as much as the fit saw, or more.</param>
    /// <param name="market">Which market of the panel, from 0.</param>
    /// <returns>Realised variance per day, positive; null when the market has too short a history.</returns>
    double? Forecast(VolatilityPanel known, int market);
}
