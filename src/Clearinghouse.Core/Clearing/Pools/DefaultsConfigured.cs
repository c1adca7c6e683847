using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>How the pool deals with defaults changed.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="EffectiveAt">When it takes effect; null for at once.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultsConfigured")]
public sealed record DefaultsConfigured([property: Id(0)] ConfigureDefaults Command, [property: Id(1)] DateTimeOffset? EffectiveAt = null) : PoolEvent;
