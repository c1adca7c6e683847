using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>A position whose margin is back-tested: one unit of one side of one market, held for a period of risk.</summary>
public sealed class MarginCase
{
    /// <summary>A position that is held for a day.</summary>
    /// <param name="history">The market.</param>
    /// <param name="side">Which way the position faces.</param>
    /// <param name="level">The share of days that the margin should cover, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1.</exception>
    public MarginCase(DayHistory history, PositionSide side, double level)
        : this(SymbolOf(history), MarginHorizon.OneDay, side, level, history.Column(day => side.LogLoss(day)), history.Column(day => side.LogPathLoss(day)))
    {
    }

    /// <summary>A position that is held for some period.</summary>
    /// <param name="symbol">The market.</param>
    /// <param name="horizon">The period.</param>
    /// <param name="side">Which way the position faces.</param>
    /// <param name="level">The share of periods that the margin should cover, between 0 and 1.</param>
    /// <param name="logLosses">The logarithmic loss of each period from close to close.</param>
    /// <param name="logPathLosses">The logarithmic loss of each period at its worst mark.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1, or the lists differ in length.</exception>
    public MarginCase(string symbol, MarginHorizon horizon, PositionSide side, double level, IReadOnlyList<double> logLosses, IReadOnlyList<double> logPathLosses)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        ArgumentNullException.ThrowIfNull(horizon);
        ArgumentNullException.ThrowIfNull(logLosses);
        ArgumentNullException.ThrowIfNull(logPathLosses);
        if (!(level > 0 && level < 1)) throw new ArgumentException("The level must lie between 0 and 1.", nameof(level));
        if (logLosses.Count != logPathLosses.Count) throw new ArgumentException("Every period needs both losses.", nameof(logPathLosses));
        (Symbol, Horizon, Side, Level, LogLosses, LogPathLosses) = (symbol, horizon, side, level, logLosses, logPathLosses);
    }

    /// <summary>The market.</summary>
    public string Symbol { get; }

    /// <summary>How long the position is held.</summary>
    public MarginHorizon Horizon { get; }

    /// <summary>Which way the position faces.</summary>
    public PositionSide Side { get; }

    /// <summary>The share of periods that the margin should cover.</summary>
    public double Level { get; }

    /// <summary>The logarithmic loss of each period from close to close, negative for a gain.</summary>
    public IReadOnlyList<double> LogLosses { get; }

    /// <summary>The logarithmic loss of each period at its worst mark.</summary>
    public IReadOnlyList<double> LogPathLosses { get; }

    private static string SymbolOf(DayHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Symbol;
    }
}
