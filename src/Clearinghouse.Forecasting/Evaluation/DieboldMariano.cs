using System.Runtime.InteropServices;
using Clearinghouse.Core.Pricing;

namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>Whether two forecasts differ in loss by more than chance (Diebold and Mariano 1995).</summary>
/// <param name="MeanDifference">The mean loss less that of the reference; negative when better.</param>
/// <param name="Statistic">That over its standard error; negative when better.</param>
/// <param name="PValue">Two-sided, from the normal distribution.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DieboldMariano(double MeanDifference, double Statistic, double PValue)
{
    /// <summary>How many days the losses may depend on each other.</summary>
    public const int DefaultLags = 10;

    /// <summary>Compares the losses of two forecasts of the same days.</summary>
    /// <param name="losses">Of the forecast.</param>
    /// <param name="reference">Of the one it is compared with, as many.</param>
    /// <param name="lags">Lags of the Newey-West (1987) variance, zero or more.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or are not longer than the lags.</exception>
    public static DieboldMariano Compare(IReadOnlyList<double> losses, IReadOnlyList<double> reference, int lags = DefaultLags)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(reference);
        if (losses.Count != reference.Count || losses.Count <= lags) throw new ArgumentException($"Both forecasts need the same days, more than {lags} of them.", nameof(losses));
        var differences = losses.Zip(reference, (loss, other) => loss - other).ToArray();
        var mean = differences.Average();
        var error = Math.Sqrt(NeweyWest.VarianceOfMean(differences, lags));

        // Equal losses every day differ by nothing, whatever the error of nothing is.
        var statistic = error > 0 ? mean / error : 0;
        return new(mean, statistic, 2 * NormalDistribution.Cumulative(-Math.Abs(statistic)));
    }
}
