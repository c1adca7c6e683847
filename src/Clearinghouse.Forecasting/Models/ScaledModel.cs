namespace Clearinghouse.Forecasting.Models;

/// <summary>A model that forecasts tomorrow, taken as the forecast for every day of a longer horizon: what a direct fit must beat.</summary>
/// <param name="model">The model.</param>
public sealed class ScaledModel(IVolatilityModel model) : IVolatilityModel
{
    /// <inheritdoc/>
    public string Name => $"{model.Name}-scaled";

    /// <inheritdoc/>
    public int RefitDays => model.RefitDays;

    /// <inheritdoc/>
    public IVolatilityForecaster Fit(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return model.Fit(known.ForHorizon(1));
    }
}
