using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>What each proxy is called and measured by.</summary>
internal static class VarianceProxies
{
    internal static Func<DayMeasures, double> Measure(this VarianceProxy proxy) => proxy switch
    {
        VarianceProxy.RealisedVariance => day => day.RealisedVariance,
        VarianceProxy.SquaredReturn => day => day.SquaredReturn,
        VarianceProxy.Parkinson => day => day.Parkinson,
        VarianceProxy.GarmanKlass => day => day.GarmanKlass,
        VarianceProxy.RealisedRange => day => day.RealisedRange,
        _ => throw new ArgumentOutOfRangeException(nameof(proxy), proxy, "No such proxy."),
    };

    internal static string Slug(this VarianceProxy proxy) => proxy switch
    {
        VarianceProxy.RealisedVariance => "rv",
        VarianceProxy.SquaredReturn => "r2",
        VarianceProxy.Parkinson => "parkinson",
        VarianceProxy.GarmanKlass => "garman-klass",
        VarianceProxy.RealisedRange => "rr",
        _ => throw new ArgumentOutOfRangeException(nameof(proxy), proxy, "No such proxy."),
    };
}
