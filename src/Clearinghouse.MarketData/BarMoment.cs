namespace Clearinghouse.MarketData;

/// <summary>The bars of several markets that open at the same time.</summary>
/// <param name="OpenTimeMs">When they open, Unix milliseconds, UTC.</param>
/// <param name="Bars">One entry for each series joined, in their order; null where the series has no bar at that time.</param>
public sealed record BarMoment(long OpenTimeMs, IReadOnlyList<Bar?> Bars)
{
    /// <summary>Whether every series has a bar.</summary>
    public bool IsComplete => Bars.All(bar => bar is not null);
}
