using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A direction in which prices can move together, to be followed as far as it takes.</summary>
/// <param name="Name">As reports show it.</param>
/// <param name="LogMoves">The logarithm of each market's price factor at scale 1; markets that are not named stay.</param>
/// <param name="SigmasPerScale">How unusual scale 1 is: the largest move of a market in its daily standard deviations; positive.</param>
public sealed record StressDirection(string Name, ImmutableSortedDictionary<MarketId, double> LogMoves, double SigmasPerScale)
{
    /// <summary>Each market's price factor at a scale.</summary>
    public ImmutableSortedDictionary<MarketId, double> FactorsAt(double scale) => LogMoves.ToImmutableSortedDictionary(move => move.Key, move => Math.Exp(move.Value * scale));

    /// <summary>The directions to look in: every market alone up and down, and every stress event of a scenario set jointly. Scale 1 is one standard deviation for a market alone, the event as it is for a joint one.</summary>
    /// <param name="markets">The markets.</param>
    /// <param name="scenarios">The scenario set.</param>
    public static ImmutableArray<StressDirection> Of(IReadOnlyCollection<MarketSnapshot> markets, ScenarioSet scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        var alone = from market in markets
                    let sigma = SigmaOf(market)
                    from side in (int[])[-1, 1]
                    select new StressDirection($"{market.Market} {(side < 0 ? "down" : "up")}", ImmutableSortedDictionary<MarketId, double>.Empty.Add(market.Market, side * sigma), 1);
        return [.. alone, .. scenarios.Stress.Select(stress => Joint(markets, stress)).OfType<StressDirection>()];
    }

    /// <summary>A stress event as a direction; null when it moves no market.</summary>
    private static StressDirection? Joint(IReadOnlyCollection<MarketSnapshot> markets, StressScenario stress)
    {
        var moves = markets.ToImmutableSortedDictionary(market => market.Market, market => Math.Log(1 + stress.MoveOf(market.Market).PriceFraction));
        var sigmas = markets.Select(market => Math.Abs(moves[market.Market]) / SigmaOf(market)).DefaultIfEmpty(0).Max();
        return sigmas > 0 ? new StressDirection(stress.Name, moves, sigmas) : null;
    }

    private static double SigmaOf(MarketSnapshot market) => (market.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDouble();
}
