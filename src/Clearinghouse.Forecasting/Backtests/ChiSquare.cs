using Clearinghouse.Core.Pricing;

namespace Clearinghouse.Forecasting.Backtests;

/// <summary>Upper tails of the chi-square distribution, in the two cases that have closed forms without cancellation.</summary>
internal static class ChiSquare
{
    /// <summary>One degree of freedom.</summary>
    internal static double UpperTail1(double value) => NormalDistribution.Erfc(Math.Sqrt(value / 2));

    /// <summary>Two degrees of freedom.</summary>
    internal static double UpperTail2(double value) => Math.Exp(-value / 2);
}
