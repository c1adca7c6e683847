using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>A position whose margin is back-tested: one unit of one side of one market, held for a day.</summary>
public sealed class MarginCase
{
    /// <summary>A case.</summary>
    /// <param name="history">The market.</param>
    /// <param name="side">Which way the position faces.</param>
    /// <param name="level">The share of days that the margin should cover, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1.</exception>
    public MarginCase(DayHistory history, PositionSide side, double level)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (!(level > 0 && level < 1)) throw new ArgumentException("The level must lie between 0 and 1.", nameof(level));
        History = history;
        Side = side;
        Level = level;
        LogLosses = history.Column(day => side.LogLoss(day));
        LogPathLosses = history.Column(day => side.LogPathLoss(day));
    }

    /// <summary>The market.</summary>
    public DayHistory History { get; }

    /// <summary>Which way the position faces.</summary>
    public PositionSide Side { get; }

    /// <summary>The share of days that the margin should cover.</summary>
    public double Level { get; }

    /// <summary>The logarithmic loss of each day from close to close, negative for a gain.</summary>
    public IReadOnlyList<double> LogLosses { get; }

    /// <summary>The logarithmic loss of each day at its worst mark.</summary>
    public IReadOnlyList<double> LogPathLosses { get; }
}
