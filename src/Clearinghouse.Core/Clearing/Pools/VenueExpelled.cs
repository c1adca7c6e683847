using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A venue was expelled.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VenueExpelled")]
public sealed record VenueExpelled([property: Id(0)] ExpelVenue Command) : PoolEvent;
