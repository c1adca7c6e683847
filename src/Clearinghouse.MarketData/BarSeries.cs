namespace Clearinghouse.MarketData;

/// <summary>The bars of one market, of one interval, in ascending order of time without repetition. Missing bars are left out.</summary>
public sealed class BarSeries
{
    private readonly Bar[] _bars;

    /// <summary>Takes the bars over as they are.</summary>
    /// <param name="symbol">What was traded, as its source writes it: "BTCUSDT".</param>
    /// <param name="intervalMs">The length of each bar in milliseconds, positive.</param>
    /// <param name="bars">The bars, strictly ascending by open time.</param>
    /// <exception cref="ArgumentException">The symbol is empty, or the bars do not ascend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public BarSeries(string symbol, long intervalMs, IEnumerable<Bar> bars)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(symbol);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intervalMs);
        ArgumentNullException.ThrowIfNull(bars);
        Symbol = symbol;
        IntervalMs = intervalMs;
        _bars = [.. bars];
        for (var i = 1; i < _bars.Length; i++)
        {
            var (last, next) = (_bars[i - 1], _bars[i]);
            if (next.OpenTimeMs <= last.OpenTimeMs)
                throw new ArgumentException($"The bar of {next.OpenTime:u} does not follow that of {last.OpenTime:u}.", nameof(bars));
        }
    }

    /// <summary>What was traded.</summary>
    public string Symbol { get; }

    /// <summary>The length of each bar in milliseconds, positive.</summary>
    public long IntervalMs { get; }

    /// <summary>The bars, strictly ascending by open time.</summary>
    public IReadOnlyList<Bar> Bars => _bars;

    /// <summary>The bars that open in [<paramref name="fromMs"/>, <paramref name="toMs"/>), Unix milliseconds.</summary>
    public BarSeries Between(long fromMs, long toMs)
    {
        var first = IndexAt(fromMs);
        return new(Symbol, IntervalMs, _bars[first..Math.Max(first, IndexAt(toMs))]);
    }

    /// <summary>
    /// The same market in longer bars, whose beginnings are whole multiples of <paramref name="intervalMs"/> since 1970. A longer
    /// bar is made of those of its shorter ones that exist.
    /// </summary>
    /// <exception cref="ArgumentException">The interval is no multiple of this one.</exception>
    public BarSeries Aggregate(long intervalMs)
    {
        if (intervalMs < IntervalMs || intervalMs % IntervalMs != 0)
            throw new ArgumentException($"Bars of {intervalMs} ms cannot be made of bars of {IntervalMs} ms.", nameof(intervalMs));

        var longer = new List<Bar>();
        foreach (var bar in _bars)
        {
            var openTimeMs = bar.OpenTimeMs - Remainder(bar.OpenTimeMs, intervalMs);
            if (longer.Count == 0 || longer[^1].OpenTimeMs != openTimeMs) longer.Add(bar with { OpenTimeMs = openTimeMs });
            else longer[^1] = Extend(longer[^1], bar);
        }

        return new(Symbol, intervalMs, longer);
    }

    /// <summary>The index of the first bar that opens at that time or later; the number of bars when none does.</summary>
    public int IndexAt(long timeMs)
    {
        var (low, high) = (0, _bars.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_bars[middle].OpenTimeMs < timeMs) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static long Remainder(long timeMs, long intervalMs) => ((timeMs % intervalMs) + intervalMs) % intervalMs;

    private static Bar Extend(Bar whole, Bar next) => whole with
    {
        High = whole.High > next.High ? whole.High : next.High,
        Low = whole.Low < next.Low ? whole.Low : next.Low,
        Close = next.Close,
        Volume = whole.Volume + next.Volume,
    };
}
