using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>One move of a breaker, with the numbers that caused it.</summary>
/// <param name="From">The level left.</param>
/// <param name="To">The level entered.</param>
/// <param name="Trigger">What caused it; it says the unit of the numbers.</param>
/// <param name="Observed">What was observed; null where there is no number.</param>
/// <param name="Limit">The limit that it reached, or on the way down stays within; null where there is none.</param>
/// <param name="WindowSeconds">The window it was observed over.</param>
/// <param name="ReferencePrice">The price a move is measured from.</param>
/// <param name="IndexPrice">The index price; null before the first.</param>
/// <param name="Reason">The operator's reason.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerTransition")]
public sealed record BreakerTransition(
    [property: Id(0)] BreakerLevel From,
    [property: Id(1)] BreakerLevel To,
    [property: Id(2)] BreakerTrigger Trigger,
    [property: Id(3)] Ratio? Observed = null,
    [property: Id(4)] Ratio? Limit = null,
    [property: Id(5)] int? WindowSeconds = null,
    [property: Id(6)] Price? ReferencePrice = null,
    [property: Id(7)] Price? IndexPrice = null,
    [property: Id(8)] string? Reason = null);
