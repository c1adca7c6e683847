using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A part of what a default cost came back, and was paid to those who bore it.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Plan">Who gets it.</param>
/// <param name="Tranches">Who of the underwriters gets the parts of insurance tranches; null for none.</param>
/// <param name="Assessments">Which assessments it sets off; null for none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultRecovered")]
public sealed record DefaultRecovered(
    [property: Id(0)] RecoverLoss Command,
    [property: Id(1)] RecoveryPlan Plan,
    [property: Id(2)] ImmutableArray<TrancheRecovery>? Tranches = null,
    [property: Id(3)] ImmutableArray<AssessmentPayment>? Assessments = null) : PoolEvent;
