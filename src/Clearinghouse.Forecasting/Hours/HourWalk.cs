using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>Goes through the hours as they happened. What is known at the end of one stands with the next.</summary>
internal static class HourWalk
{
    /// <summary>How many hours a regression is used for.</summary>
    internal const int RefitHours = 24;

    /// <summary>What is known at the end of each hour, one hour later; null for the warm-up.</summary>
    internal static double?[] Lagged(int hours, int warmUpHours, Func<int, double> knownAtEnd)
    {
        var lagged = new double?[hours];
        for (var hour = 0; hour < lagged.Length - 1; hour++)
        {
            var known = knownAtEnd(hour);
            if (hour + 1 >= warmUpHours) lagged[hour + 1] = known;
        }

        return lagged;
    }

    /// <summary>Least squares of the logarithm of the next hour's variance, fitted at the end of every day on all hours before, with smearing (Duan 1983).</summary>
    /// <param name="rows">What is known at the end of each hour.</param>
    /// <param name="variances">What each hour measured, positive.</param>
    /// <param name="firstRow">The first hour that is fitted on.</param>
    /// <param name="warmUpHours">How many hours come before the first forecast.</param>
    internal static double?[] LogRegression(double[][] rows, IReadOnlyList<double> variances, int firstRow, int warmUpHours)
    {
        double[] targets = [.. variances.Select(variance => Math.Log(variance))];
        var equations = new NormalEquations(rows[0].Length);
        var (fit, smearing, next) = (new LinearCoefficients([]), 1.0, firstRow);
        return Lagged(rows.Length, warmUpHours, hour =>
        {
            if (hour < warmUpHours - 1) return double.NaN;
            if ((hour + 1 - warmUpHours) % RefitHours == 0)
            {
                for (; next < hour; next++) equations.Add(rows[next], targets[next + 1]);
                fit = equations.Solve();
                smearing = 0;
                for (var row = firstRow; row < hour; row++) smearing += Math.Exp(targets[row + 1] - fit.At(rows[row])) / (hour - firstRow);
            }

            return Math.Exp(fit.At(rows[hour])) * smearing;
        });
    }
}
