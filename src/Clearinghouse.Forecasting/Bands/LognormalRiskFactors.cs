using System.Runtime.InteropServices;
using Clearinghouse.Core.Pricing;
using MathNet.Numerics.Distributions;

namespace Clearinghouse.Forecasting.Bands;

/// <summary>
/// What one unit of a position loses in the mean of its worst outcomes when the price is lognormal, as a fraction of the price: the
/// expected shortfall in closed form.
/// </summary>
/// <param name="Long">Of a long unit, 0 to 1.</param>
/// <param name="Short">Of a short unit, zero or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LognormalRiskFactors(double Long, double Short)
{
    /// <summary>
    /// With s = σ√τ and z the inverse normal: long = 1 − e^(μτ)·Φ(z(p) − s)/p, short = e^(μτ)·Φ(s + z(p))/p − 1.
    /// </summary>
    /// <param name="tailProbability">p, the share of outcomes averaged, between 0 and 1.</param>
    /// <param name="horizonYears">τ, positive.</param>
    /// <param name="driftPerYear">μ.</param>
    /// <param name="volatilityPerYear">σ, positive.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static LognormalRiskFactors Of(double tailProbability, double horizonYears, double driftPerYear, double volatilityPerYear)
    {
        if (!(tailProbability > 0 && tailProbability < 1)) throw new ArgumentException("The tail must lie between 0 and 1.", nameof(tailProbability));
        if (!(horizonYears > 0)) throw new ArgumentException("The horizon must be positive.", nameof(horizonYears));
        if (!(volatilityPerYear > 0)) throw new ArgumentException("The volatility must be positive.", nameof(volatilityPerYear));
        var (deviation, growth) = (volatilityPerYear * Math.Sqrt(horizonYears), Math.Exp(driftPerYear * horizonYears));

        // −z(p) stands for z(1 − p), and the lower tail for the upper: one in a million keeps all its digits.
        var quantile = Normal.InvCDF(0, 1, tailProbability);
        return new(
            1 - (growth * NormalDistribution.Cumulative(quantile - deviation) / tailProbability),
            (growth * NormalDistribution.Cumulative(deviation + quantile) / tailProbability) - 1);
    }
}
