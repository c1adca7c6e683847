using MathNet.Numerics.Statistics;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>Quantiles of the recent past.</summary>
public static class TailQuantile
{
    /// <summary>With fewer days there is no quantile: about one year of trading on an exchange that closes.</summary>
    public const int ObservationsMin = 250;

    /// <summary>
    /// The upper quantile as an order statistic: the smallest observation with at least that share of the others below it, which is
    /// never interpolated down.
    /// </summary>
    /// <param name="level">Between 0 and 1.</param>
    /// <param name="observations">One or more; they are sorted in place.</param>
    public static double Higher(double level, Span<double> observations)
    {
        if (observations.IsEmpty) throw new ArgumentException("There is nothing to take a quantile of.", nameof(observations));
        observations.Sort();
        return observations[RankOf(level, observations.Length)];
    }

    /// <summary>The quantile over the last periods, known at the end of each; null before there are enough.</summary>
    /// <param name="values">One per period.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <param name="window">Which periods count, and how often the quantile is taken.</param>
    /// <exception cref="ArgumentException">The window holds fewer periods than it needs, or none, or is never taken.</exception>
    public static double?[] Rolling(IReadOnlyList<double> values, double level, QuantileWindow window)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(window);
        if (window.RefreshPeriods < 1 || window.ObservationsMin < 1 || window.Periods < window.ObservationsMin)
            throw new ArgumentException("A window needs an observation or more, holds as many as it needs, and is looked at again some time.", nameof(window));
        double[] all = [.. values];
        var quantiles = new double?[all.Length];
        for (var period = window.ObservationsMin - 1; period < all.Length; period++)
        {
            if ((period + 1) % window.RefreshPeriods != 0)
            {
                quantiles[period] = period == 0 ? null : quantiles[period - 1];
                continue;
            }

            // As Higher, but found by selection: a year of hours is sorted a few thousand times otherwise.
            var recent = all[Math.Max(0, period + 1 - window.Periods)..(period + 1)];
            quantiles[period] = ArrayStatistics.OrderStatisticInplace(recent, 1 + RankOf(level, recent.Length));
        }

        return quantiles;
    }

    private static int RankOf(double level, int observations) => (int)Math.Ceiling((observations - 1) * level);
}
