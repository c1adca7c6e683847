using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>
/// Least squares of what was realised on what was forecast (Mincer and Zarnowitz 1969). A forecast that needs no correction has
/// intercept 0 and slope 1.
/// </summary>
/// <param name="Intercept">In the unit of the forecast.</param>
/// <param name="Slope">Below 1: the forecast swings too far.</param>
/// <param name="RSquared">The share explained, 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MincerZarnowitz(double Intercept, double Slope, double RSquared)
{
    /// <summary>Regresses realised on forecast.</summary>
    /// <exception cref="ArgumentException">Fewer than two days, lists of different lengths, or a forecast that never moves.</exception>
    public static MincerZarnowitz Regress(IReadOnlyList<double> realised, IReadOnlyList<double> forecast)
    {
        ArgumentNullException.ThrowIfNull(realised);
        ArgumentNullException.ThrowIfNull(forecast);
        if (realised.Count < 2 || realised.Count != forecast.Count) throw new ArgumentException("The regression needs two days or more, and a forecast for each.", nameof(realised));
        if (!forecast.Distinct().Skip(1).Any()) throw new ArgumentException("The regression needs forecasts that differ.", nameof(forecast));
        double[] x = [.. forecast];
        double[] y = [.. realised];
        var (intercept, slope) = Fit.Line(x, y);

        // Where nothing moved there was nothing to explain.
        var explained = y.Distinct().Skip(1).Any() ? GoodnessOfFit.RSquared(x.Select(value => intercept + (slope * value)), y) : 0;
        return new(intercept, slope, explained);
    }
}
