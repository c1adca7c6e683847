using Clearinghouse.Core.Breakers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>What others than prices say to the market's breaker changed. A move that follows from it is an event of its own.</summary>
/// <param name="Inputs">What they say now.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerInputsObserved")]
public sealed record BreakerInputsObserved([property: Id(0)] BreakerInputs Inputs) : MarketEvent;
