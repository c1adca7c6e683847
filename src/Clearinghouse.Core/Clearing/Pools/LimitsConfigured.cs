using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>What the pool limits beyond margin changes.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="EffectiveAt">When it takes effect; null for at once.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LimitsConfigured")]
public sealed record LimitsConfigured([property: Id(0)] ConfigureLimits Command, [property: Id(1)] DateTimeOffset? EffectiveAt = null) : PoolEvent;
