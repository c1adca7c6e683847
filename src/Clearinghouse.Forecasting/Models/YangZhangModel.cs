using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>Yang-Zhang variance of the last 30 days, at the level of realised variance.</summary>
public sealed class YangZhangModel : SingleMarketModel
{
    private const int WindowDays = 30;

    /// <inheritdoc/>
    public override string Name => "yang-zhang-30";

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known)
    {
        // The mean ratio moves slowly; the windows before the fit are measured once.
        var (variance, measured) = (0.0, 0.0);
        for (var count = WindowDays; count <= known.Count; count++)
        {
            variance += known[count - 1].RealisedVariance;
            measured += DayFeatures.YangZhangOf(known.Known(count), WindowDays);
        }

        var ratio = variance / measured;
        return now => ratio * DayFeatures.YangZhangOf(now, WindowDays);
    }

    /// <inheritdoc/>
    public override int RefitDays => 30;
}
