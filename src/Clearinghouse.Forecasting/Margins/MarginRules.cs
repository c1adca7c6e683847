using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.PostedMargins;
using Clearinghouse.Forecasting.Procyclicality;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>The margin rules that a back-test compares.</summary>
public static class MarginRules
{
    /// <summary>The share of the fast forecast where half is too much.</summary>
    private const double SlowWeight = 1.0 / 3;

    private static readonly ReleasableBuffer Buffer = new(0.25);

    private static readonly StressedWeight Stress = new(0.25);

    /// <summary>Every rule on one case of a day.</summary>
    /// <param name="theCase">The position.</param>
    /// <param name="history">Its market.</param>
    /// <param name="forecasts">What models forecast; the first is the one that blends and buffers are made of.</param>
    public static IReadOnlyList<MarginSeries> On(MarginCase theCase, DayHistory history, IReadOnlyList<VarianceFilter> forecasts)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(forecasts);
        var (longRun, ewma94, ewma97) = (VarianceFilter.LongRun(history), VarianceFilter.Ewma(history, 0.94), VarianceFilter.Ewma(history, 0.97));
        var series = new List<MarginSeries>
        {
            MarginSeries.Normal(theCase, ewma94),
            MarginSeries.Historical(theCase, 500, "500"),
            MarginSeries.Historical(theCase, 1000, "1000"),
            MarginSeries.Filtered(theCase, ewma94),
            MarginSeries.Filtered(theCase, ewma97),
            MarginSeries.Filtered(theCase, VarianceFilter.Ewma(history, 0.99)),
            MarginSeries.Filtered(theCase, VarianceFilter.RealisedEwma(history, 0.94).Blend("geo(ewma-94-rv, lr)", longRun, 0.5)),
        };
        series.AddRange(forecasts.Select(forecast => MarginSeries.Filtered(theCase, forecast)));
        series.Add(MarginSeries.FilteredPath(theCase, ewma97));
        series.AddRange(forecasts.SelectMany(forecast => PostedMarginChain.RulesOf(theCase, forecast, longRun)));
        if (forecasts.Count > 0) series.AddRange(Blended(theCase, forecasts[0], longRun));
        series.Add(series[4].With("fhs-ewma-97-floor", MarginSeries.OnOtherLevel(theCase, ewma97, longRun), Math.Max));
        return series;
    }

    private static IEnumerable<MarginSeries> Blended(MarginCase theCase, VarianceFilter forecast, VarianceFilter longRun)
    {
        var (half, third) = (forecast.Blend($"geo({forecast.Name}, lr)", longRun, 0.5), forecast.Blend($"geo(⅓ {forecast.Name}, ⅔ lr)", longRun, SlowWeight));
        var (plain, blended) = (MarginSeries.Filtered(theCase, forecast), MarginSeries.Filtered(theCase, half));
        yield return blended;
        yield return MarginSeries.Filtered(theCase, third);
        yield return MarginSeries.FilteredPath(theCase, half);
        yield return MarginSeries.FilteredPath(theCase, third);
        yield return Buffered(blended);
        yield return Buffered(plain);
        yield return plain.With($"{plain.Model}-stressed", MarginSeries.Stressed(theCase), Stress.Publish);
        yield return plain.With($"{plain.Model}-floor", MarginSeries.OnOtherLevel(theCase, forecast, longRun), Math.Max);
    }

    private static MarginSeries Buffered(MarginSeries series) =>
        series.Published($"{series.Model}-buffer", margin => (1 + Buffer.BufferFraction) * margin, Buffer.Publish);
}
