using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>All accounts have the transfers of one event durably: they need not be sent again.</summary>
/// <param name="Sequence">The event.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TransfersConfirmed")]
public sealed record TransfersConfirmed([property: Id(0)] long Sequence) : PoolEvent;
