using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Regression;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Least squares of the logarithm of tomorrow's realised variance, or of the mean of the days to come. Back from logarithms by the mean of the exponentials of the
/// residuals (smearing, Duan 1983), since the exponential of a mean falls short of the mean.
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="regressors">What it is told.</param>
public sealed class LogHarModel(string name, RegressorSet regressors) : SingleMarketModel
{
    /// <summary>How many times a forecast may be off what was ever seen. Days that hardly determine a fit can lead an exponential anywhere, and an infinite forecast helps nobody.</summary>
    private const double Sane = 1_000;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    protected override int DaysMin => BurnInDays + 2 + regressors.Count;

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known)
    {
        var equations = new NormalEquations(regressors.Count);
        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var day = BurnInDays; day < known.TargetedCount; day++)
        {
            var target = known.TargetAfter(day);
            equations.Add(known.Regressors(regressors, day), Math.Log(target));
            (least, most) = (Math.Min(least, target), Math.Max(most, target));
        }

        var (coefficients, smearing) = (equations.Solve(), 0.0);
        for (var day = BurnInDays; day < known.TargetedCount; day++) smearing += Math.Exp(Math.Log(known.TargetAfter(day)) - coefficients.At(known.Regressors(regressors, day)));
        smearing /= equations.Rows;
        return now => Math.Clamp(Math.Exp(coefficients.At(now.Regressors(regressors, now.Count - 1))) * smearing, least / Sane, most * Sane);
    }
}
