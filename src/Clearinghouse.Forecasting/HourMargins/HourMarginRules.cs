using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.HourMargins;

/// <summary>The rules of margin for an hour that a back-test compares.</summary>
public static class HourMarginRules
{
    /// <summary>Every rule on one position.</summary>
    /// <param name="theCase">The position.</param>
    /// <param name="filters">Those of its market.</param>
    public static IReadOnlyList<MarginSeries> On(MarginCase theCase, HourFilters filters)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        ArgumentNullException.ThrowIfNull(filters);
        var (forecast, longRun) = (filters.Forecast, filters.LongRun);
        var plain = MarginSeries.Filtered(theCase, forecast);
        return
        [
            MarginSeries.Normal(theCase, filters.Ewma94),
            MarginSeries.Historical(theCase, theCase.Horizon.Window.Periods, "1y"),
            MarginSeries.Filtered(theCase, filters.Ewma94),
            MarginSeries.Filtered(theCase, filters.Ewma99),
            MarginSeries.Filtered(theCase, filters.Ewma995),
            plain,
            MarginSeries.Filtered(theCase, forecast.Blend($"geo({forecast.Name}, {filters.Ewma995.Name})", filters.Ewma995, 0.5)),
            MarginSeries.Filtered(theCase, forecast.Blend($"geo({forecast.Name}, lr)", longRun, 0.5)),
            plain.With($"{plain.Model}-floor", MarginSeries.OnOtherLevel(theCase, forecast, longRun), Math.Max),
        ];
    }
}
