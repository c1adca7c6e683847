using System.Runtime.InteropServices;

namespace Clearinghouse.Forecasting.Backtests;

/// <summary>Whether breaches come as often as they should: the proportion of failures of Kupiec (1995).</summary>
/// <param name="LikelihoodRatio">Zero when they come exactly as often.</param>
/// <param name="PValue">From the chi-square distribution with one degree of freedom; low values reject.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Kupiec(double LikelihoodRatio, double PValue)
{
    /// <summary>Tests a number of breaches.</summary>
    /// <param name="observations">How many periods, one or more.</param>
    /// <param name="breaches">How many of them were breaches.</param>
    /// <param name="expectedRate">How often they should come, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are more breaches than periods, or the rate is not between 0 and 1.</exception>
    public static Kupiec Test(long observations, long breaches, double expectedRate)
    {
        if (observations < 1 || breaches < 0 || breaches > observations) throw new ArgumentException("There must be a period or more, and no more breaches than periods.", nameof(breaches));
        if (!(expectedRate > 0 && expectedRate < 1)) throw new ArgumentException("The expected rate must lie between 0 and 1.", nameof(expectedRate));
        var rate = breaches / (double)observations;
        var ratio = 2 * (Bernoulli.LogRatio(observations - breaches, 1 - rate, 1 - expectedRate) + Bernoulli.LogRatio(breaches, rate, expectedRate));
        return new(Math.Max(0, ratio), ChiSquare.UpperTail1(Math.Max(0, ratio)));
    }
}
