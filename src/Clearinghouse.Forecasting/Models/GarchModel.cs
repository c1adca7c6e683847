using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>GARCH(1,1) with Student's t (Bollerslev 1987) on daily returns by maximum likelihood, at the level of realised variance.</summary>
public sealed class GarchModel : SingleMarketModel
{
    /// <inheritdoc/>
    public override string Name => "garch-t";

    /// <inheritdoc/>
    public override int RefitDays => 30;

    /// <inheritdoc/>
    protected override int DaysMin => 4 * GarchFit.StartPeriods;

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known)
    {
        var fit = GarchFit.On(known.Column(day => day.Return));
        return now => fit.VarianceAfter(now.Column(day => day.Return)) * RescaledProxy.RatioOf(now, day => day.SquaredReturn);
    }
}
