using Clearinghouse.Core.Units;

namespace Clearinghouse.MarketData.Quality;

/// <summary>Judges bars one after another, in the order of time they claim, and counts what it saw.</summary>
public sealed class BarQualityGate
{
    private readonly Dictionary<BarDefect, long> _defects = [];
    private readonly StepStatistics _steps = new();
    private Bar? _last;
    private long _bars;
    private long _stale;
    private long _rounded;

    /// <summary>Whether the bar is usable after those seen before; only a usable one becomes the last bar.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="line">The line where it stands, from 1, for the report.</param>
    /// <param name="pricesRounded">How many of its prices were rounded when it was read, 0 to 4.</param>
    /// <returns><see cref="BarDefect.None"/>, or what is wrong.</returns>
    public BarDefect Judge(Bar bar, long line, int pricesRounded)
    {
        _rounded += pricesRounded;
        var defect = Defect(bar);
        if (defect != BarDefect.None)
        {
            _defects[defect] = Count(defect) + 1;
            return defect;
        }

        if (_last is { } last)
        {
            _steps.Add(new(last.OpenTimeMs, bar.OpenTimeMs, line));
            if (IsStale(bar, last.Close)) _stale++;
        }

        _bars++;
        _last = bar;
        return BarDefect.None;
    }

    /// <summary>What was seen so far.</summary>
    public BarQuality Report()
    {
        var intervalMs = _steps.CommonestMs;
        return new()
        {
            Bars = _bars,
            IntervalMs = intervalMs,
            Gaps = _steps.CountLongerThan(intervalMs),
            BarsMissing = _steps.MissingAt(intervalMs),
            FirstGap = _steps.FirstLongerThan(intervalMs),
            LongestGap = _steps.LongestAbove(intervalMs),
            ClockJumps = _steps.CountOffGrid(intervalMs),
            Stale = _stale,
            PricesRounded = _rounded,
            PricesNotPositive = Count(BarDefect.PriceNotPositive),
            HighLowCrossed = Count(BarDefect.HighLowCrossed),
            VolumesNegative = Count(BarDefect.VolumeNegative),
            Duplicates = Count(BarDefect.Duplicate),
            TimesDescending = Count(BarDefect.TimeDescending),
        };
    }

    private static bool IsStale(Bar bar, Price close) =>
        bar.Volume == 0 && bar.Open == close && bar.High == close && bar.Low == close && bar.Close == close;

    private static bool IsCrossed(Bar bar) =>
        bar.High < bar.Low || bar.High < bar.Open || bar.High < bar.Close || bar.Low > bar.Open || bar.Low > bar.Close;

    private BarDefect Defect(Bar bar)
    {
        if (!bar.Open.IsPositive || !bar.High.IsPositive || !bar.Low.IsPositive || !bar.Close.IsPositive) return BarDefect.PriceNotPositive;
        if (IsCrossed(bar)) return BarDefect.HighLowCrossed;
        if (bar.Volume < 0) return BarDefect.VolumeNegative;
        if (_last is not { } last || bar.OpenTimeMs > last.OpenTimeMs) return BarDefect.None;
        return bar.OpenTimeMs == last.OpenTimeMs ? BarDefect.Duplicate : BarDefect.TimeDescending;
    }

    private long Count(BarDefect defect) => _defects.GetValueOrDefault(defect);
}
