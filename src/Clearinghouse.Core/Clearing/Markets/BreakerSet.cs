using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>An operator demanded a level of the market's breaker, or withdrew the demand. A move that follows from it is an event of its own.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerSet")]
public sealed record BreakerSet([property: Id(0)] SetBreaker Command) : MarketEvent;
