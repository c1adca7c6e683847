namespace Clearinghouse.Forecasting.Models;

/// <summary>A way to forecast the variance of the next day, or the mean of the next days: as many as the histories' <see cref="Measures.DayHistory.HorizonDays"/>.</summary>
public interface IVolatilityModel
{
    /// <summary>Its name in reports: lower case and hyphens.</summary>
    string Name { get; }

    /// <summary>How many days a fit is used for in a walk-forward, one or more.</summary>
    int RefitDays { get; }

    /// <summary>Fits on everything known, and on nothing else: the last target is the last known day.</summary>
    IVolatilityForecaster Fit(VolatilityPanel known);
}
