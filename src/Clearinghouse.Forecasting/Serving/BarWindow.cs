using Clearinghouse.Core.Units;
using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>
/// The bars of the last 33 days on a regular grid, and what the 24 hours before each of them measured. Missing bars stand flat at the close before. Memory and the work per bar are bounded.
/// </summary>
internal sealed class BarWindow
{
    /// <summary>How many days of bars are kept.</summary>
    internal const int Days = 33;

    private const int MeasuresPerPhase = 31;

    private readonly int _perDay;
    private readonly long _stepMs;
    private readonly LogBar[] _bars;
    private readonly DayMeasures[][] _phases;
    private readonly int[] _known;
    private int _count;

    internal BarWindow(int barSeconds)
    {
        (_stepMs, _perDay) = (barSeconds * 1_000L, 86_400 / barSeconds);
        _bars = new LogBar[Days * _perDay * 2];
        _phases = [.. Enumerable.Range(0, _perDay).Select(_ => new DayMeasures[MeasuresPerPhase])];
        _known = new int[_perDay];
    }

    /// <summary>When the next bar begins, Unix milliseconds; 0 before the first.</summary>
    internal long NextOpenMs { get; private set; }

    /// <summary>Whether the last bar ended a day of UTC.</summary>
    internal bool EndsDay => NextOpenMs % DayGrid.DayMs == 0;

    /// <summary>The last bars, the newest last.</summary>
    internal ReadOnlySpan<LogBar> Bars => _bars.AsSpan(Math.Max(0, _count - (Days * _perDay)), Math.Min(_count, Days * _perDay));

    /// <summary>The days that end with the last bar, the newest last; at most 30, none before there are bars for one.</summary>
    internal ReadOnlySpan<DayMeasures> RecentDays
    {
        get
        {
            var (phase, known) = (Phase, _known[Phase]);
            var length = Math.Min(known, MeasuresPerPhase - 1);
            return _phases[phase].AsSpan(known - length, length);
        }
    }

    /// <summary>Which of the day's bars ended last, from 0 for the one that ended at midnight.</summary>
    internal int Phase => (int)(NextOpenMs % DayGrid.DayMs / _stepMs);

    /// <summary>Why a bar cannot be the next one; none when it can.</summary>
    internal BarRefusal Check(Bar bar)
    {
        if (bar.OpenTimeMs % _stepMs != 0) return BarRefusal.OffGrid;
        if (bar.OpenTimeMs < NextOpenMs) return BarRefusal.NotNewer;
        return bar.Low.IsPositive && bar.Low <= bar.Open && bar.Low <= bar.Close && bar.Open <= bar.High && bar.Close <= bar.High ? BarRefusal.None : BarRefusal.Crossed;
    }

    /// <summary>How many bars are missing before a bar.</summary>
    internal long MissingBefore(Bar bar) => NextOpenMs == 0 ? 0 : (bar.OpenTimeMs - NextOpenMs) / _stepMs;

    /// <summary>Puts a flat bar where one is missing.</summary>
    internal void AddFlat() => Add(NextOpenMs, LogBar.Flat(_bars[_count - 1].Close));

    /// <summary>Adds the next bar.</summary>
    internal void Add(long openTimeMs, LogBar bar)
    {
        if (_count == _bars.Length)
        {
            Bars.CopyTo(_bars);
            _count = Days * _perDay;
        }

        _bars[_count++] = bar;
        NextOpenMs = openTimeMs + _stepMs;
        if (_count >= _perDay) Measure();
    }

    private void Measure()
    {
        var day = _bars.AsSpan(_count - _perDay, _perDay);
        var closeBefore = _count > _perDay ? _bars[_count - _perDay - 1].Close : day[0].Open;
        var (phase, known) = (_phases[Phase], _known[Phase]);
        if (known == phase.Length)
        {
            phase.AsSpan(1).CopyTo(phase);
            known--;
        }

        phase[known] = DayMeasures.From(NextOpenMs - DayGrid.DayMs, day, closeBefore);
        _known[Phase] = known + 1;
    }
}
