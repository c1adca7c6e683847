using System.Collections.Concurrent;
using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Features;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Measures;

/// <summary>
/// The days of one market up to some day, without gaps. A model is handed a history that ends with the last day it may know: later
/// days cannot be reached through it, which is how the walk-forward keeps the future out.
/// </summary>
public sealed class DayHistory
{
    private readonly DayMeasures[] _days;
    private readonly ConcurrentDictionary<RegressorSet, double[][]> _regressors;

    private DayHistory(string symbol, DayMeasures[] days, int count, int horizonDays, ConcurrentDictionary<RegressorSet, double[][]> regressors)
    {
        Symbol = symbol;
        _days = days;
        Count = count;
        HorizonDays = horizonDays;
        _regressors = regressors;
    }

    /// <summary>What was traded.</summary>
    public string Symbol { get; }

    /// <summary>How many days are known.</summary>
    public int Count { get; }

    /// <summary>How many days a forecast is for; models learn the mean variance of so many days to come. 1 unless asked otherwise.</summary>
    public int HorizonDays { get; }

    /// <summary>How many days are known whose target is known as well: all but the last <see cref="HorizonDays"/>; 0 for a short history.</summary>
    public int TargetedCount => Math.Max(0, Count - HorizonDays);

    /// <summary>When the first day begins: Unix milliseconds, UTC.</summary>
    public long FirstDayMs => _days[0].OpenTimeMs;

    /// <summary>A known day, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not known.</exception>
    public DayMeasures this[int day]
    {
        get
        {
            ThrowIfUnknown(day);
            return _days[day];
        }
    }

    /// <summary>The days of a series of bars.</summary>
    /// <exception cref="ArgumentException">The interval does not divide six hours, or the series holds no whole day.</exception>
    public static DayHistory From(BarSeries series)
    {
        var grid = DayGrid.From(series);
        var days = new DayMeasures[grid.Days];
        for (var day = 0; day < days.Length; day++) days[day] = DayMeasures.From(grid.FirstDayMs + (day * DayGrid.DayMs), grid.BarsOf(day), grid.CloseBefore(day));
        return new(grid.Symbol, days, days.Length, 1, []);
    }

    /// <summary>The same market with only the first so many days known.</summary>
    /// <param name="count">How many days, 0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">More days than are known here.</exception>
    public DayHistory Known(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return count == Count ? this : new(Symbol, _days, count, HorizonDays, _regressors);
    }

    /// <summary>The same market for forecasts of so many days: a product's liquidation horizon.</summary>
    /// <param name="days">One or more.</param>
    public DayHistory ForHorizon(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        return days == HorizonDays ? this : new(Symbol, _days, Count, days, _regressors);
    }

    /// <summary>What a forecast at the end of a day is about: the mean realised variance of the next <see cref="HorizonDays"/> days, per day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of those days is not known.</exception>
    public double TargetAfter(int day)
    {
        ThrowIfUnknown(day + HorizonDays);
        var sum = 0.0;
        for (var ahead = 1; ahead <= HorizonDays; ahead++) sum += _days[day + ahead].RealisedVariance;
        return sum / HorizonDays;
    }

    /// <summary>The index of the day that begins at that time, whether known or not.</summary>
    public int IndexOf(long openTimeMs) => (int)Math.Floor((openTimeMs - FirstDayMs) / (double)DayGrid.DayMs);

    /// <summary>What a model is told at the end of a known day: one number for each regressor of the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not known.</exception>
    public ReadOnlySpan<double> Regressors(RegressorSet set, int day)
    {
        ThrowIfUnknown(day);

        // Made once for all days and shared by every view: each row is a function of its day and those before, and a test holds it to that.
        return (_regressors.TryGetValue(set, out var rows) ? rows : _regressors.GetOrAdd(set, RowsOf))[day];
    }

    /// <summary>One measure of all known days, in order of time.</summary>
    public double[] Column(Func<DayMeasures, double> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var column = new double[Count];
        for (var day = 0; day < column.Length; day++) column[day] = measure(_days[day]);
        return column;
    }

    private double[][] RowsOf(RegressorSet set)
    {
        var all = new DayHistory(Symbol, _days, _days.Length, HorizonDays, _regressors);
        var rows = new double[_days.Length][];
        for (var day = 0; day < rows.Length; day++) rows[day] = set.RowOf(DayFeatures.Of(all.Known(day + 1)));
        return rows;
    }

    private void ThrowIfUnknown(int day)
    {
        if ((uint)day >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(day), day, $"{Symbol} knows {Count} days.");
    }
}
