using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>How one way of deleveraging leaves the accounts; in floating point, for comparison.</summary>
/// <param name="HighestLeverage">The highest net notional over equity that is left, equity before what was given up.</param>
/// <param name="Touched">How many accounts are reduced.</param>
/// <param name="WorseMargined">How many end with more leverage than before, or owe more than they have.</param>
/// <param name="LargestHaircutFraction">The largest part of its equity that an account gives up.</param>
/// <param name="Closed">The net notional closed.</param>
/// <param name="Given">The money given up.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingOutcome")]
public sealed record DeleveragingOutcome(
    [property: Id(0)] double HighestLeverage,
    [property: Id(1)] int Touched,
    [property: Id(2)] int WorseMargined,
    [property: Id(3)] double LargestHaircutFraction,
    [property: Id(4)] double Closed,
    [property: Id(5)] double Given);
