using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Least squares of tomorrow's realised variance on today's regressors: HAR (Corsi 2009), HARQ. A forecast outside what was ever
/// seen is set back, to the largest variance seen or else to the mean (the insanity filter of Swanson and White 1995).
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="regressors">What it is told.</param>
public sealed class LevelHarModel(string name, RegressorSet regressors) : SingleMarketModel
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    protected override int DaysMin => BurnInDays + 2 + regressors.Count;

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known)
    {
        var equations = new NormalEquations(regressors.Count);
        var (least, most, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var day = BurnInDays; day < known.TargetedCount; day++)
        {
            var target = known.TargetAfter(day);
            equations.Add(known.Regressors(regressors, day), target);
            (least, most, sum) = (Math.Min(least, target), Math.Max(most, target), sum + target);
        }

        var (coefficients, mean) = (equations.Solve(), sum / equations.Rows);
        return now =>
        {
            var forecast = coefficients.At(now.Regressors(regressors, now.Count - 1));
            if (forecast > most) return most;
            return forecast >= least ? forecast : mean;
        };
    }
}
