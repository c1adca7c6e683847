using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>A plain log-HAR fitted to a market's own days: what is asked when the champion cannot be.</summary>
/// <param name="Coefficients">The constant, and those of ln RV of 1, 7 and 30 days.</param>
/// <param name="Smearing">The mean exponential of the residuals.</param>
public sealed record OwnLogHar(LinearCoefficients Coefficients, double Smearing)
{
    private const int Month = 30;
    private const int Week = 7;

    /// <summary>The fewest days to fit on.</summary>
    internal const int DaysMin = 60;

    /// <summary>How many days a fit is used for.</summary>
    internal const int RefitDays = 7;

    /// <summary>Fits; null when there are too few days, or they do not determine it.</summary>
    internal static OwnLogHar? Fit(IReadOnlyList<ServedDay> days)
    {
        if (days.Count < DaysMin) return null;
        var (equations, rows) = (new NormalEquations(3), new List<(double[] Row, double Target)>());
        for (var day = Month - 1; day < days.Count - 1; day++)
        {
            double[] row = [Math.Log(days[day].RealisedVariance), Math.Log(Mean(day, Week)), Math.Log(Mean(day, Month))];
            rows.Add((row, Math.Log(days[day + 1].RealisedVariance)));
            equations.Add(row, rows[^1].Target);
        }

        try
        {
            var coefficients = equations.Solve();
            return new(coefficients, rows.Average(pair => Math.Exp(pair.Target - coefficients.At(pair.Row))));
        }
        catch (InvalidOperationException)
        {
            // Days without any movement determine nothing; the next step of the chain needs no fit.
            return null;
        }

        double Mean(int last, int window)
        {
            var sum = 0.0;
            for (var day = last - window + 1; day <= last; day++) sum += days[day].RealisedVariance;
            return sum / window;
        }
    }

    /// <summary>Realised variance of the day to come.</summary>
    internal double Forecast(DayFeatures features) => Math.Exp(Coefficients.At([Math.Log(features.Variance1), Math.Log(features.Variance7), Math.Log(features.Variance30)])) * Smearing;
}
