using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// A forecast made of another measure than realised variance, brought to its level by the ratio of the two means over all that is
/// known.
/// </summary>
internal static class RescaledProxy
{
    internal static double RatioOf(DayHistory known, Func<DayMeasures, double> proxy)
    {
        var (variance, measured) = (0.0, 0.0);
        for (var day = 0; day < known.Count; day++)
        {
            variance += known[day].RealisedVariance;
            measured += proxy(known[day]);
        }

        return measured > 0 ? variance / measured : 1;
    }
}
