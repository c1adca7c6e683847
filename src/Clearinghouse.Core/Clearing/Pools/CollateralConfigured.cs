using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>The terms on which the pool takes collateral beside cash changed.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="EffectiveAt">When it takes effect; null for at once.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralConfigured")]
public sealed record CollateralConfigured([property: Id(0)] ConfigureCollateral Command, [property: Id(1)] DateTimeOffset? EffectiveAt = null) : PoolEvent;
