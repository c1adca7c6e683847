using System.Globalization;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>
/// The variance that a margin is scaled by, day by day. The entry of a day was known at the end of the day before. Its level does not
/// matter where the quantile is taken of losses over the same filter; its shape does.
/// </summary>
/// <param name="Name">What it is made of.</param>
/// <param name="Variances">One entry per day, positive; null where nothing was known.</param>
public sealed record VarianceFilter(string Name, IReadOnlyList<double?> Variances)
{
    private const int StartDays = 30;

    /// <summary>An exponential average of squared returns.</summary>
    public static VarianceFilter Ewma(DayHistory history, double decay) =>
        Average(string.Create(CultureInfo.InvariantCulture, $"ewma-{decay * 100:0.#}"), history, decay, day => day.SquaredReturn);

    /// <summary>An exponential average of realised variance.</summary>
    public static VarianceFilter RealisedEwma(DayHistory history, double decay) =>
        Average(string.Create(CultureInfo.InvariantCulture, $"ewma-{decay * 100:0.#}-rv"), history, decay, day => day.RealisedVariance);

    /// <summary>The mean squared return of all days known.</summary>
    public static VarianceFilter LongRun(DayHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var sum = 0.0;
        return new("long-run", Lagged(history.Count, day => (sum += history[day].SquaredReturn) / (day + 1)));
    }

    /// <summary>What a model forecast; before its first forecast the average of realised variance, for the history of residuals.</summary>
    public static VarianceFilter Of(ForecastTrack track, DayHistory history)
    {
        ArgumentNullException.ThrowIfNull(track);
        var before = RealisedEwma(history, 0.94);
        return new(track.Model, [.. track.Variances.Select((variance, day) => variance is > 0 ? variance : before.Variances[day])]);
    }

    /// <summary>
    /// Blended inside the filter: this one to the power of its weight times another to the rest. In calm times the margin stays up, in
    /// storms it rises less.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="other">The other filter, of the same days.</param>
    /// <param name="weight">Of this one, 0 to 1.</param>
    public VarianceFilter Blend(string name, VarianceFilter other, double weight)
    {
        ArgumentNullException.ThrowIfNull(other);
        var blended = Variances.Zip(other.Variances, (fast, slow) => fast is > 0 && slow is > 0 ? Math.Exp((weight * Math.Log(fast.Value)) + ((1 - weight) * Math.Log(slow.Value))) : (double?)null);
        return new(name, [.. blended]);
    }

    private static VarianceFilter Average(string name, DayHistory history, double decay, Func<DayMeasures, double> measure)
    {
        var values = history.Column(measure);
        var average = values.Take(StartDays).Average();
        return new(name, Lagged(values.Length, day => average = (decay * average) + ((1 - decay) * values[day])));
    }

    /// <summary>What is known at the end of a day stands with the next one.</summary>
    private static double?[] Lagged(int days, Func<int, double> knownAtEnd)
    {
        var lagged = new double?[days];
        for (var day = 0; day < days - 1; day++) lagged[day + 1] = knownAtEnd(day);
        return lagged;
    }
}
