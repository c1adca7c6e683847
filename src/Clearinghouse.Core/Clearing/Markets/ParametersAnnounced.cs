using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A market announced what it will ask for. Taking it over needs no event: it follows from the time.</summary>
/// <param name="Command">The forecast.</param>
/// <param name="Set">What the market makes of it, and when it is taken over.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ParametersAnnounced")]
public sealed record ParametersAnnounced([property: Id(0)] AnnounceParameters Command, [property: Id(1)] ParameterSet Set) : MarketEvent;
