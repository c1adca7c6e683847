using System.Collections.Immutable;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>
/// When a market's circuit breaker rises, and how it comes down. Rising is immediate. Coming down takes one level at a time, a dwell at each, and values well below those that raised it, so that noise around a threshold does not make it flap.
/// The default bands fire a few times a year on large coins; below one hour they are judgement, not measurement.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerPolicy")]
public sealed record BreakerPolicy
{
    private const int LargestWindowSeconds = 86_400;
    private const int MostWindows = 4;

    /// <summary>Bands on moves of the index, by window. Default five minutes and one hour; from 0 to 4 windows of different lengths.</summary>
    [Id(0)]
    public ImmutableArray<BreakerWindow> Windows { get; init; } =
    [
        new(300, Multiples(8, 12, 20), Fractions(40_000, 60_000, 100_000)),
        new(3_600, Multiples(6, 8, 12), Fractions(60_000, 100_000, 150_000)),
    ];

    /// <summary>The fall from the 24-hour high, as a fraction of it. Default 10 % guards and 25 % halts.</summary>
    [Id(1)] public BreakerThresholds Drawdown { get; init; } = new(Ratio.FromPpm(100_000), null, Ratio.FromPpm(250_000));

    /// <summary>1 − confidence of the oracles. Default 0.1 guards, 0.5 lets only reductions pass.</summary>
    [Id(2)] public BreakerThresholds OracleDoubt { get; init; } = new(Ratio.FromPpm(100_000), Ratio.FromPpm(500_000));

    /// <summary>Age of the last price as a multiple of the market's largest age. Default 1 lets only reductions pass.</summary>
    [Id(3)] public BreakerThresholds StalePrice { get; init; } = new(null, Ratio.One);

    /// <summary>Notional liquidated as a multiple of the depth that can take it. Default 0.5, 1, 2.</summary>
    [Id(4)] public BreakerThresholds LiquidationVolume { get; init; } = Fractions(500_000, 1_000_000, 2_000_000);

    /// <summary>Share of the pool's funds against losses that is consumed. Default 10 %, 25 %, 50 %.</summary>
    [Id(5)] public BreakerThresholds PoolDepletion { get; init; } = Fractions(100_000, 250_000, 500_000);

    /// <summary>By which share the volatility forecast grew at once. Default 0.5 guards, 2 lets only reductions pass.</summary>
    [Id(6)] public BreakerThresholds ForecastJump { get; init; } = new(Ratio.FromPpm(500_000), Ratio.FromPpm(2_000_000));

    /// <summary>A level is held by what is above this share of its threshold. Default 0.7; above 0, below 1.</summary>
    [Id(7)] public Ratio LeaveFraction { get; init; } = Ratio.FromPpm(700_000);

    /// <summary>Shortest halt, in seconds. Default 300; positive.</summary>
    [Id(8)] public int HaltDwellSeconds { get; init; } = 300;

    /// <summary>Shortest time in <see cref="BreakerLevel.ReduceOnly"/>, in seconds. Default 600; positive.</summary>
    [Id(9)] public int ReduceOnlyDwellSeconds { get; init; } = 600;

    /// <summary>Shortest time in <see cref="BreakerLevel.Guarded"/>, in seconds. Default 1,800; positive.</summary>
    [Id(10)] public int GuardedDwellSeconds { get; init; } = 1_800;

    /// <summary>Longest halt, in seconds, whatever caused it. Default 3,600; from the halt's dwell to a day.</summary>
    [Id(11)] public int MaxHaltSeconds { get; init; } = 3_600;

    /// <summary>After a halt that stood as long as it may, how long none follows unless an operator demands one, in seconds. Default 1,800; positive.</summary>
    [Id(12)] public int HaltPauseSeconds { get; init; } = 1_800;

    /// <summary>What initial margin gains from <see cref="BreakerLevel.Guarded"/> on, as a fraction of it. Default 0.5; from 0 to 10.</summary>
    [Id(13)] public Ratio MarginAddOn { get; init; } = Ratio.FromPpm(500_000);

    /// <summary>How long liquidation may wait, in seconds, for a halt or an unreliable mark. Default 900; from 0 to a day.</summary>
    [Id(14)] public int MaxLiquidationDelaySeconds { get; init; } = 900;

    /// <summary>How far ahead an operator's demand may expire, in seconds; of a halt, no further than the longest halt. Default a day; positive.</summary>
    [Id(15)] public int MaxManualSeconds { get; init; } = 86_400;

    /// <summary>Shortest time at a level; nothing for <see cref="BreakerLevel.Normal"/>.</summary>
    public TimeSpan DwellOf(BreakerLevel level) => TimeSpan.FromSeconds(level switch
    {
        BreakerLevel.Halted => HaltDwellSeconds,
        BreakerLevel.ReduceOnly => ReduceOnlyDwellSeconds,
        BreakerLevel.Guarded => GuardedDwellSeconds,
        _ => 0,
    });

    /// <summary>Says which parameter is out of range, or null when all are in.</summary>
    public Refusal? Check()
    {
        if (Windows.IsDefault || Windows.Length > MostWindows || Windows.DistinctBy(window => window.Seconds).Count() != Windows.Length)
            return Bad("windows", $"at most {MostWindows}, of different lengths");
        foreach (var window in Windows)
        {
            if (window.Seconds is < PriceWindow.ShortestSeconds or > LargestWindowSeconds) return Bad("windows.seconds", $"from {PriceWindow.ShortestSeconds} to {LargestWindowSeconds}");
            if ((window.VolatilityMultiples.Check("breaker.windows.volatilityMultiples") ?? window.AbsoluteMoves.Check("breaker.windows.absoluteMoves")) is { } bad) return bad;
        }

        if (LeaveFraction.Ppm is < 1 or >= 1_000_000) return Bad("leaveFraction", "above 0 and below 1");
        if (MarginAddOn.Ppm is < 0 or > 10_000_000) return Bad("marginAddOn", "from 0 to 10");
        return CheckThresholds() ?? CheckTimes();
    }

    private Refusal? CheckThresholds() =>
        Drawdown.Check("breaker.drawdown") ?? OracleDoubt.Check("breaker.oracleDoubt") ?? StalePrice.Check("breaker.stalePrice")
        ?? LiquidationVolume.Check("breaker.liquidationVolume") ?? PoolDepletion.Check("breaker.poolDepletion") ?? ForecastJump.Check("breaker.forecastJump");

    private Refusal? CheckTimes()
    {
        if (HaltDwellSeconds <= 0) return Bad("haltDwellSeconds", "positive");
        if (ReduceOnlyDwellSeconds <= 0) return Bad("reduceOnlyDwellSeconds", "positive");
        if (GuardedDwellSeconds <= 0) return Bad("guardedDwellSeconds", "positive");
        if (MaxHaltSeconds < HaltDwellSeconds || MaxHaltSeconds > LargestWindowSeconds) return Bad("maxHaltSeconds", "from haltDwellSeconds to 86400");
        if (HaltPauseSeconds <= 0) return Bad("haltPauseSeconds", "positive");
        if (MaxLiquidationDelaySeconds is < 0 or > LargestWindowSeconds) return Bad("maxLiquidationDelaySeconds", "from 0 to 86400");
        return MaxManualSeconds <= 0 ? Bad("maxManualSeconds", "positive") : null;
    }

    private static BreakerThresholds Multiples(int guarded, int reduceOnly, int halted) => Fractions(guarded * 1_000_000L, reduceOnly * 1_000_000L, halted * 1_000_000L);

    private static BreakerThresholds Fractions(long guarded, long reduceOnly, long halted) => new(Ratio.FromPpm(guarded), Ratio.FromPpm(reduceOnly), Ratio.FromPpm(halted));

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = $"breaker.{field}", Limit = range };
}
