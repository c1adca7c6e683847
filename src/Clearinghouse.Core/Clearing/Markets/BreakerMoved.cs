using Clearinghouse.Core.Breakers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>The market's breaker moved. A snapshot that says so follows in the same segment, where there is a price.</summary>
/// <param name="Transition">From where to where, and the numbers that caused it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerMoved")]
public sealed record BreakerMoved([property: Id(0)] BreakerTransition Transition) : MarketEvent;
