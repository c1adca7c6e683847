using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A venue consented to take over the accounts of another.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PortConsented")]
public sealed record PortConsented([property: Id(0)] ConsentToPort Command) : PoolEvent;
