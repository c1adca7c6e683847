namespace Clearinghouse.Forecasting.Models;

/// <summary>What comes of a fit on too little.</summary>
internal sealed class NoForecaster : IVolatilityForecaster
{
    public double? Forecast(VolatilityPanel known, int market) => null;
}
