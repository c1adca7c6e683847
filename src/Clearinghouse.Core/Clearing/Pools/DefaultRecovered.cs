using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A part of what a default cost came back, and was paid to those who bore it.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Plan">Who gets it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultRecovered")]
public sealed record DefaultRecovered([property: Id(0)] RecoverLoss Command, [property: Id(1)] RecoveryPlan Plan) : PoolEvent;
