using System.Globalization;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// An exponentially weighted average of a daily variance, started from the mean of the first 30 days. With squared returns it is
/// RiskMetrics (1996).
/// </summary>
/// <param name="decay">λ, 0 to 1.</param>
/// <param name="proxy">What is averaged.</param>
public sealed class EwmaModel(double decay, VarianceProxy proxy) : SingleMarketModel
{
    private const int StartDays = 30;

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"ewma-{decay * 100:0.#}") + (proxy == VarianceProxy.RealisedVariance ? "" : $"-{proxy.Slug()}");

    /// <inheritdoc/>
    protected override int DaysMin => StartDays;

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known) => now =>
    {
        var variances = now.Column(proxy.Measure());
        return ExponentialAverage.Last(decay, variances.Take(StartDays).Average(), variances) * RescaledProxy.RatioOf(now, proxy.Measure());
    };
}
