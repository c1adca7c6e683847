using Clearinghouse.Forecasting.Procyclicality;

namespace Clearinghouse.Forecasting.PostedMargins;

/// <summary>
/// The volatility that a day's margin is scaled by, link by link: standard deviations per day, known at the end of the day before. The
/// floor, the buffer and the limits act here, before the quantile is taken, so that the quantile knows of them and margin does not ask
/// for their safety twice.
/// </summary>
/// <param name="ForecastVariance">What the model forecast, per day.</param>
/// <param name="LongRunVariance">The mean squared return of all days known.</param>
/// <param name="Blended">The root of the geometric mean of both.</param>
/// <param name="Floored">That, not below its fraction of the long-run deviation.</param>
/// <param name="Buffered">That, with the buffer that was built and not used up.</param>
/// <param name="Posted">That, not falling faster than allowed.</param>
public sealed record PostedDeviation(double ForecastVariance, double LongRunVariance, double Blended, double Floored, double Buffered, double Posted)
{
    /// <summary>The links of the next day.</summary>
    /// <param name="before">Those of the day before; null on the first day, which starts with the whole buffer.</param>
    /// <param name="forecastVariance">What the model forecast, per day, positive.</param>
    /// <param name="longRunVariance">The mean squared return of all days known, positive.</param>
    /// <param name="terms">The terms.</param>
    /// <exception cref="ArgumentOutOfRangeException">A variance is not positive.</exception>
    public static PostedDeviation Next(PostedDeviation? before, double forecastVariance, double longRunVariance, PostedMarginTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(forecastVariance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longRunVariance);
        var weight = terms.ForecastWeight;
        var blended = Math.Exp(0.5 * ((weight * Math.Log(forecastVariance)) + ((1 - weight) * Math.Log(longRunVariance))));
        var floored = new LongRunFloor(terms.FloorFraction * Math.Sqrt(longRunVariance)).Publish(blended);
        var buffered = new ReleasableBuffer(terms.BufferFraction).Publish(floored, before?.Buffered ?? ((1 + terms.BufferFraction) * floored));
        var posted = before is null ? buffered : new StepCap(UpPerDayMax: null, terms.FallPerDayMax).Publish(buffered, before.Posted);
        return new(forecastVariance, longRunVariance, blended, floored, buffered, posted);
    }
}
