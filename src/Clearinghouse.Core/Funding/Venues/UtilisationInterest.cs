using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Interest on borrowed cash that rises with use and steeply beyond an optimum (Derive's cash, after the lending pools): minimum + u × slope
/// up to the optimum, from there (u − optimum) × high slope more. Compounded continuously.
/// </summary>
/// <param name="MinimumRate">Rate per year when nothing is borrowed, as a fraction.</param>
/// <param name="Slope">Rise of the yearly rate per unit of utilisation up to the optimum.</param>
/// <param name="HighSlope">Rise of the yearly rate per unit of utilisation beyond it.</param>
/// <param name="Optimal">Utilisation, as a fraction, up to which the flat slope holds.</param>
public sealed record UtilisationInterest(Rational MinimumRate, Rational Slope, Rational HighSlope, Rational Optimal)
{
    private const double SecondsPerYear = 31_536_000;

    /// <summary>The rate per year, as a fraction.</summary>
    /// <param name="utilisation">Borrowed / lent, as a fraction; 0 or more.</param>
    public Rational AnnualRate(Rational utilisation) =>
        MinimumRate + (Rational.Min(utilisation, Optimal) * Slope) + (Rational.Max(utilisation - Optimal, Rational.Zero) * HighSlope);

    /// <summary>What a debt grows by, as a fraction of it: e^(rate × time in years of 365 days) − 1.</summary>
    public static double Accrual(double annualRate, double elapsedSeconds)
    {
        // For a short time e^x − 1 loses its digits; through tanh it keeps them: e^x − 1 = 2t / (1 − t) with t = tanh(x / 2).
        var exponent = annualRate * elapsedSeconds / SecondsPerYear;
        if (Math.Abs(exponent) > 1) return Math.Exp(exponent) - 1;
        var t = Math.Tanh(exponent / 2);
        return 2 * t / (1 - t);
    }
}
