using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>
/// What a position of one side loses. Quantiles are taken of logarithmic losses, which scale with volatility, and become fractions of
/// notional at the end.
/// </summary>
public static class SideLosses
{
    /// <summary>The logarithmic loss over the day: positive when the position loses.</summary>
    public static double LogLoss(this PositionSide side, DayMeasures day)
    {
        ArgumentNullException.ThrowIfNull(day);
        return side == PositionSide.Long ? -day.Return : day.Return;
    }

    /// <summary>The logarithmic loss at the worst mark of the day.</summary>
    public static double LogPathLoss(this PositionSide side, DayMeasures day)
    {
        ArgumentNullException.ThrowIfNull(day);
        return side == PositionSide.Long ? -day.LowestReturn : day.HighestReturn;
    }

    /// <summary>The loss as a fraction of notional: 1 − e^−x of a long position, e^x − 1 of a short one.</summary>
    public static double FractionOf(this PositionSide side, double logLoss) => side == PositionSide.Long ? 1 - Math.Exp(-logLoss) : Math.Exp(logLoss) - 1;
}
