using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Scenarios;

/// <summary>
/// The scenarios that every market of a pool turns its contracts into profits and losses for: a grid per market, past days that all markets share, and named stress events.
/// </summary>
public sealed record ScenarioSet
{
    private static readonly double[] InnerMoves = [-1, -2.0 / 3, -1.0 / 3, 0, 1.0 / 3, 2.0 / 3, 1];
    private static readonly double[] SkewMoves = [-1, 0, 1];
    private static readonly double[] SkewTilts = [-0.15, 0.15];

    /// <summary>Without history: the grid and the stress events alone.</summary>
    public static ScenarioSet Default { get; } = new() { Version = "default-2" };

    /// <summary>Changes with any part of the set; statements show it.</summary>
    public required string Version { get; init; }

    /// <summary>Days until a defaulter's positions are closed (margin period of risk). Positive.</summary>
    public double HoldingDays { get; init; } = 1;

    /// <summary>The scan range in standard deviations of the price over the holding period. Positive.</summary>
    public double ScanRangeSigmas { get; init; } = 3.5;

    /// <summary>Relative rise of volatility, at 30 days to expiry. Not negative.</summary>
    public double VolatilityUp { get; init; } = 0.5;

    /// <summary>Relative fall of volatility, at 30 days to expiry. From 0 to 1.</summary>
    public double VolatilityDown { get; init; } = 0.3;

    /// <summary>The price-by-volatility grid, 31 scenarios by default: seven prices by three volatilities; tails of two and three scan ranges with volatility up, of which a share counts; and the smile tilted either way at three prices.</summary>
    public ImmutableArray<GridScenario> Grid { get; init; } =
    [
        .. InnerMoves.SelectMany(move => Enum.GetValues<VolatilityMove>().Select(volatility => new GridScenario(NameOf(move, volatility), move, volatility))),
        new GridScenario(NameOf(-3, VolatilityMove.Up), -3, VolatilityMove.Up, 0.35),
        new GridScenario(NameOf(-2, VolatilityMove.Up), -2, VolatilityMove.Up, 0.5),
        new GridScenario(NameOf(2, VolatilityMove.Up), 2, VolatilityMove.Up, 0.5),
        new GridScenario(NameOf(3, VolatilityMove.Up), 3, VolatilityMove.Up, 0.35),
        .. SkewTilts.SelectMany(tilt => SkewMoves.Select(move =>
            new GridScenario($"{NameOf(move, VolatilityMove.None)}, {(tilt < 0 ? "puts" : "calls")} dearer", move, VolatilityMove.None, SkewTilt: tilt))),
    ];

    /// <summary>Past days.</summary>
    public HistoricalMoves History { get; init; } = HistoricalMoves.None;

    /// <summary>
    /// Named events, by what Bitcoin did on them, and a rally. About a third of the loss counts by default, as of the far tails of the grid: margin is for ordinary bad days, funds for these.
    /// </summary>
    public ImmutableArray<StressScenario> Stress { get; init; } =
    [
        new StressScenario("crash like 2020-03-12", new StressMove(-0.40, 2), ImmutableSortedDictionary<MarketId, StressMove>.Empty, 0.35),
        new StressScenario("crash like 2021-05-19, at its low", new StressMove(-0.30, 1.6), ImmutableSortedDictionary<MarketId, StressMove>.Empty, 0.35),
        new StressScenario("squeeze upwards", new StressMove(0.30, 1.5), ImmutableSortedDictionary<MarketId, StressMove>.Empty, 0.35),
    ];

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public string? FindFault()
    {
        if (!(HoldingDays > 0 && double.IsFinite(HoldingDays))) return "holdingDays must be positive";
        if (!(ScanRangeSigmas > 0 && double.IsFinite(ScanRangeSigmas))) return "scanRangeSigmas must be positive";
        if (!(VolatilityUp >= 0 && double.IsFinite(VolatilityUp))) return "volatilityUp must not be negative";
        if (!(VolatilityDown is >= 0 and <= 1)) return "volatilityDown must be from 0 to 1";
        if (Grid.IsDefaultOrEmpty || Grid.Any(scenario => !double.IsFinite(scenario.ScanRanges) || !double.IsFinite(scenario.SkewTilt) || !IsWeight(scenario.Weight)))
            return "grid must have scenarios with finite moves and weights above 0, at most 1";
        if (Stress.IsDefault || Stress.Any(scenario => !IsWeight(scenario.Weight) || scenario.Markets.Values.Append(scenario.Others).Any(move => !(move.PriceFraction > -1) || !(move.VolatilityFactor > 0))))
            return "stress events must have prices that stay above 0, volatility factors above 0, and weights above 0, at most 1";
        if (History.Dates.IsDefault || History.StandardisedMoves.Values.Any(moves => moves.Length != History.Dates.Length || moves.Any(move => !double.IsFinite(move))))
            return "history must have a finite move per market and date";
        return History.Dates.Length > 0 && History.StandardisedMoves.IsEmpty ? "history has dates and no market" : null;

        static bool IsWeight(double weight) => weight is > 0 and <= 1;
    }

    /// <summary>One scan range of a market as a fraction of its price.</summary>
    /// <param name="dailyVolatility">Forecast standard deviation of a day's return; not negative.</param>
    public double ScanRangeOf(double dailyVolatility) => ScanRangeSigmas * SigmaOf(dailyVolatility);

    /// <summary>The standard deviation over the holding period.</summary>
    /// <param name="dailyVolatility">Forecast standard deviation of a day's return; not negative.</param>
    public double SigmaOf(double dailyVolatility) => dailyVolatility * Math.Sqrt(HoldingDays);

    private static string NameOf(double ranges, VolatilityMove volatility) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"price {ranges:+0.##;-0.##;0} scan ranges{volatility switch { VolatilityMove.Up => ", volatility up", VolatilityMove.Down => ", volatility down", _ => "" }}");
}
