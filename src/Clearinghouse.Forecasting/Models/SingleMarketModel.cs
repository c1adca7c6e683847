using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>A model that fits every market by itself.</summary>
public abstract class SingleMarketModel : IVolatilityModel
{
    /// <summary>The days a market must have before anything is fitted: windows are full and the first estimates have settled.</summary>
    protected const int BurnInDays = 60;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual int RefitDays => 1;

    /// <inheritdoc/>
    public IVolatilityForecaster Fit(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return new Forecaster([.. known.Markets.Select(market => market.TargetedCount < DaysMin - 1 ? null : FitOne(market))]);
    }

    /// <summary>How many days a market must have.</summary>
    protected virtual int DaysMin => BurnInDays;

    /// <summary>Fits one market.</summary>
    /// <param name="known">Its history, at least <see cref="DaysMin"/> days.</param>
    /// <returns>The forecast as a function of what is known.</returns>
    protected abstract Func<DayHistory, double> FitOne(DayHistory known);

    private sealed class Forecaster(Func<DayHistory, double>?[] markets) : IVolatilityForecaster
    {
        public double? Forecast(VolatilityPanel known, int market) => markets[market]?.Invoke(known.Markets[market]);
    }
}
