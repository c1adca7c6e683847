namespace Clearinghouse.Forecasting.Margins;

/// <summary>Quantiles of the recent past.</summary>
public static class TailQuantile
{
    /// <summary>With fewer observations there is no quantile: days, about one year of trading on an exchange that closes.</summary>
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
        return observations[(int)Math.Ceiling((observations.Length - 1) * level)];
    }

    /// <summary>The quantile over the last days, known at the end of each; null before there are <see cref="ObservationsMin"/>.</summary>
    /// <param name="values">One per day.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <param name="windowDays">How many days count, at least <see cref="ObservationsMin"/>.</param>
    public static double?[] Rolling(IReadOnlyList<double> values, double level, int windowDays)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowDays, ObservationsMin);
        double[] all = [.. values];
        var window = new double[windowDays];
        var quantiles = new double?[all.Length];
        for (var day = ObservationsMin - 1; day < all.Length; day++)
        {
            var count = Math.Min(windowDays, day + 1);
            all.AsSpan(day + 1 - count, count).CopyTo(window);
            quantiles[day] = Higher(level, window.AsSpan(0, count));
        }

        return quantiles;
    }
}
