using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>GARCH(1,1) with Student's t on hourly returns, at the level of realised variance; fitted every 30 days on all hours before.</summary>
internal static class HourGarch
{
    private const int RefitHours = 30 * 24;

    /// <summary>The forecasts of a market.</summary>
    internal static double?[] Walk(HourHistory history, int warmUpHours)
    {
        double[] returns = [.. history.Hours.Select(hour => hour.Return)];
        var (fit, variance, variances, squares) = ((GarchFit?)null, 0.0, 0.0, 0.0);
        return HourWalk.Lagged(returns.Length, warmUpHours, hour =>
        {
            (variances, squares) = (variances + history.Hours[hour].RealisedVariance, squares + (returns[hour] * returns[hour]));
            if (hour < warmUpHours - 1) return double.NaN;
            if ((hour + 1 - warmUpHours) % RefitHours == 0)
            {
                var known = returns[..(hour + 1)];
                fit = GarchFit.On(known);
                variance = fit.VarianceAfter(known);
            }
            else
            {
                variance = fit!.Next(variance, returns[hour]);
            }

            return squares > 0 ? variance * variances / squares : variance;
        });
    }
}
