using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.HourMargins;

/// <summary>The variances that margins for an hour are scaled by, in one market.</summary>
/// <param name="Ewma94">RiskMetrics' average of squared returns: 11 hours of memory.</param>
/// <param name="Ewma99">A slower one: four days.</param>
/// <param name="Ewma995">A slower one: eight days.</param>
/// <param name="LongRun">The mean squared return of all hours known.</param>
/// <param name="Forecast">What log-HAR forecasts of the next hour's Garman-Klass variance; before its first forecast the average of it.</param>
public sealed record HourFilters(VarianceFilter Ewma94, VarianceFilter Ewma99, VarianceFilter Ewma995, VarianceFilter LongRun, VarianceFilter Forecast)
{
    private const string ForecastName = "log-har-gk";
    private const int HoursPerDay = 24;

    /// <summary>The first hour that is fitted on: the month's window is full.</summary>
    private const int FirstRow = 800;

    /// <summary>From when on there are forecasts: residuals of these make most of the first year's quantile.</summary>
    private const int FirstForecastHours = 167 * HoursPerDay;

    private static readonly int[] Windows = [6, 24, 168, 720];

    /// <summary>The filters of a market.</summary>
    /// <param name="prices">The market, with more than half a year of hours.</param>
    public static HourFilters Of(HourPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        double[] squares = [.. prices.Returns.Select(value => value * value)];
        var forecasts = HourWalk.LogRegression(Rows(prices), prices.Variances, FirstRow, FirstForecastHours);
        return new(
            VarianceFilter.Ewma(squares, 0.94),
            VarianceFilter.Ewma(squares, 0.99),
            VarianceFilter.Ewma(squares, 0.995),
            VarianceFilter.LongRun(squares),
            VarianceFilter.Of(new ForecastTrack(ForecastName, prices.Symbol, forecasts), VarianceFilter.Ewma(prices.Variances, 0.94, "-gk")));
    }

    /// <summary>Logarithms of the variance of the hour and of its means over 6, 24, 168 and 720 hours, and the hour of the day that is forecast.</summary>
    private static double[][] Rows(HourPrices prices)
    {
        var means = new RunningMeans(prices.Variances);
        var rows = new double[prices.Count][];
        for (var hour = 0; hour < rows.Length; hour++)
        {
            var row = rows[hour] = new double[1 + Windows.Length + HoursPerDay - 1];
            row[0] = Math.Log(prices.Variances[hour]);
            for (var i = 0; i < Windows.Length; i++) row[1 + i] = Math.Log(means.Over(hour, Windows[i]));

            // Midnight is the hour that the others are measured against.
            if ((hour + 1) % HoursPerDay is > 0 and var target) row[Windows.Length + target] = 1;
        }

        return rows;
    }
}
