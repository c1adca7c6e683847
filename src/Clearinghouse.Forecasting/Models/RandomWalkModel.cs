using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>Tomorrow is as today: the last realised variance.</summary>
public sealed class RandomWalkModel : SingleMarketModel
{
    /// <inheritdoc/>
    public override string Name => "random-walk";

    /// <inheritdoc/>
    protected override int DaysMin => 1;

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known) => now => now[now.Count - 1].RealisedVariance;
}
