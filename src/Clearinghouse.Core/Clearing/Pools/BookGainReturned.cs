using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A part of what the pool's own book gained was taken from it and paid to those who bore the loss of a default.</summary>
/// <param name="Gain">What the book offered.</param>
/// <param name="Plan">Who gets it. Its recovery is what the book pays: no more than is still out of pocket, so there is no surplus.</param>
/// <param name="Tranches">Who of the underwriters gets the parts of insurance tranches; null for none.</param>
/// <param name="Assessments">Which assessments it sets off; null for none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BookGainReturned")]
public sealed record BookGainReturned(
    [property: Id(0)] BookGain Gain,
    [property: Id(1)] RecoveryPlan Plan,
    [property: Id(2)] ImmutableArray<TrancheRecovery>? Tranches = null,
    [property: Id(3)] ImmutableArray<AssessmentPayment>? Assessments = null) : PoolEvent;
