using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Scenarios;

/// <summary>A named event: every market moves at once.</summary>
/// <param name="Name">As statements show it.</param>
/// <param name="Others">What happens to markets that are not named.</param>
/// <param name="Markets">What happens to named ones.</param>
/// <param name="Weight">Share of the loss that counts, above 0 and at most 1.</param>
public sealed record StressScenario(string Name, StressMove Others, ImmutableSortedDictionary<MarketId, StressMove> Markets, double Weight = 1)
{
    /// <summary>What happens to a market.</summary>
    public StressMove MoveOf(MarketId market) => Markets.GetValueOrDefault(market) ?? Others;
}
