using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>The accounts of a venue go to another.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VenuePorted")]
public sealed record VenuePorted([property: Id(0)] PortVenue Command) : PoolEvent;
