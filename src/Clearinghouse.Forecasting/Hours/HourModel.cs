using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>A way to forecast the variance of the next hour.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Walk">Every forecast after so many hours, each made at the end of the hour before from no more than is known then; null before.</param>
public sealed record HourModel(string Name, Func<HourHistory, int, IReadOnlyList<double?>> Walk)
{
    /// <summary>Whether all that it needs can be loaded here.</summary>
    public bool IsAvailable { get; init; } = true;

    /// <summary>The forecasts of a market.</summary>
    /// <param name="history">The market.</param>
    /// <param name="warmUpHours">How many hours come before the first forecast.</param>
    public ForecastTrack Run(HourHistory history, int warmUpHours)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new(Name, history.Symbol, Walk(history, warmUpHours));
    }
}
