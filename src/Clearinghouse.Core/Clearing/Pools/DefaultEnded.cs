using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A default ended without a loss: the account recovered. One with a loss ends with <see cref="LossAllocated"/>.</summary>
/// <param name="Default">The default.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultEnded")]
public sealed record DefaultEnded([property: Id(0)] DefaultId Default) : PoolEvent;
