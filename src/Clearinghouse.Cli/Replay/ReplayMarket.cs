using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Replay;

/// <summary>A market of the replay: one perpetual on one series of bars.</summary>
internal sealed class ReplayMarket(int number, BarSeries bars, IMarketGrain grain)
{
    private readonly List<double> _closes = [];
    private long? _fundedMs;

    public int Number { get; } = number;

    public string Symbol { get; } = bars.Symbol;

    public IMarketGrain Grain { get; } = grain;

    public MarketId Id { get; } = MarketId.Create(bars.Symbol);

    /// <summary>The perpetual: a tick of about a basis point, a lot worth about one unit of money.</summary>
    public Contract Contract { get; } = new()
    {
        Id = ContractId.Create($"{bars.Symbol}-PERP"),
        Kind = ContractKind.Perpetual,
        Tick = Price.FromRaw(PowerOfTen(bars.Bars[0].Close.ToDouble() / 10_000 * 1e8)),
        Lot = Quantity.FromRaw(PowerOfTen(1e8 / bars.Bars[0].Close.ToDouble())),
    };

    /// <summary>What governed the market, bar by bar.</summary>
    public ReplayTrack Track { get; } = new();

    /// <summary>How much of its depth in calm times is left.</summary>
    public ReplayDepth Depth { get; } = new(bars.IntervalMs);

    /// <summary>Closes seen so far.</summary>
    public IReadOnlyList<double> Closes => _closes;

    /// <summary>The last close less the one before it; 0 before the second.</summary>
    public double LastMove => _closes.Count < 2 ? 0 : _closes[^1] - _closes[^2];

    /// <summary>The price that venues trade at: the last close, rounded down to the tick.</summary>
    public Price TradePrice { get; private set; }

    /// <summary>Takes the next bar's close; true when depth changed by enough to say so.</summary>
    public bool See(Price close)
    {
        _closes.Add(close.ToDouble());
        var ticks = Math.Max(1, close.Raw / Contract.Tick.Raw);
        TradePrice = Price.FromRaw(ticks * Contract.Tick.Raw);
        return Depth.See(close.ToDouble());
    }

    /// <summary>How many funding times passed since the last price, and counts them as done; those that an outage swallowed come with the first price after it.</summary>
    public long TakeFundingTimes(long nowMs, long intervalMs)
    {
        var passed = (nowMs / intervalMs) - ((_fundedMs ?? nowMs) / intervalMs);
        _fundedMs = nowMs;
        return passed;
    }

    /// <summary>The largest power of ten that is not above a raw value, and at least 1.</summary>
    private static long PowerOfTen(double raw)
    {
        var power = 1L;
        while (power * 10 <= raw && power < 1_000_000_000_000L) power *= 10;
        return power;
    }
}
