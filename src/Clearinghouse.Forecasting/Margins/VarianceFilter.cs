using System.Globalization;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>
/// The variance that a margin is scaled by, period by period: day by day, or hour by hour. The entry of a period was known at the end
/// of the one before. Its level does not matter where the quantile is taken of losses over the same filter; its shape does.
/// </summary>
/// <param name="Name">What it is made of.</param>
/// <param name="Variances">One entry per period, positive; null where nothing was known.</param>
public sealed record VarianceFilter(string Name, IReadOnlyList<double?> Variances)
{
    private const int StartPeriods = 30;

    /// <summary>An exponential average of squared returns.</summary>
    public static VarianceFilter Ewma(DayHistory history, double decay)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Ewma(history.Column(day => day.SquaredReturn), decay);
    }

    /// <summary>An exponential average of the variances of any periods, such as squared returns, started from the mean of the first 30.</summary>
    /// <param name="variances">One per period, zero or more.</param>
    /// <param name="decay">λ, 0 to 1.</param>
    /// <param name="proxy">What is averaged, as it stands in the name; squared returns have none.</param>
    public static VarianceFilter Ewma(IReadOnlyList<double> variances, double decay, string proxy = "")
    {
        ArgumentNullException.ThrowIfNull(variances);
        var average = variances.Take(StartPeriods).Average();
        var name = string.Create(CultureInfo.InvariantCulture, $"ewma-{decay * 100:0.#}{proxy}");
        return new(name, Lagged(variances.Count, period => average = (decay * average) + ((1 - decay) * variances[period])));
    }

    /// <summary>An exponential average of realised variance.</summary>
    public static VarianceFilter RealisedEwma(DayHistory history, double decay)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Ewma(history.Column(day => day.RealisedVariance), decay, "-rv");
    }

    /// <summary>The mean squared return of all days known.</summary>
    public static VarianceFilter LongRun(DayHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return LongRun(history.Column(day => day.SquaredReturn));
    }

    /// <summary>The mean squared return of all periods known.</summary>
    /// <param name="squaredReturns">One per period, zero or more.</param>
    public static VarianceFilter LongRun(IReadOnlyList<double> squaredReturns)
    {
        ArgumentNullException.ThrowIfNull(squaredReturns);
        var sum = 0.0;
        return new("long-run", Lagged(squaredReturns.Count, period => (sum += squaredReturns[period]) / (period + 1)));
    }

    /// <summary>What a model forecast; before its first forecast the average of realised variance, for the history of residuals.</summary>
    public static VarianceFilter Of(ForecastTrack track, DayHistory history) => Of(track, RealisedEwma(history, 0.94));

    /// <summary>What a model forecast; before its first forecast another filter, for the history of residuals.</summary>
    public static VarianceFilter Of(ForecastTrack track, VarianceFilter before)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(before);
        return new(track.Model, [.. track.Variances.Select((variance, period) => variance is > 0 ? variance : before.Variances[period])]);
    }

    /// <summary>
    /// Blended inside the filter: this one to the power of its weight times another to the rest. In calm times the margin stays up, in
    /// storms it rises less.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="other">The other filter, of the same periods.</param>
    /// <param name="weight">Of this one, 0 to 1.</param>
    public VarianceFilter Blend(string name, VarianceFilter other, double weight)
    {
        ArgumentNullException.ThrowIfNull(other);
        var blended = Variances.Zip(other.Variances, (fast, slow) => fast is > 0 && slow is > 0 ? Math.Exp((weight * Math.Log(fast.Value)) + ((1 - weight) * Math.Log(slow.Value))) : (double?)null);
        return new(name, [.. blended]);
    }

    /// <summary>What is known at the end of a period stands with the next one.</summary>
    private static double?[] Lagged(int periods, Func<int, double> knownAtEnd)
    {
        var lagged = new double?[periods];
        for (var period = 0; period < periods - 1; period++) lagged[period + 1] = knownAtEnd(period);
        return lagged;
    }
}
