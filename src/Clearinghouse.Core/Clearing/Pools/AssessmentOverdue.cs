using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>An assessment was not paid in time: what is left of it is a loss of its own, for the layers after the assessments. The member still owes it, to those who bore it.</summary>
/// <param name="Call">The assessment as it stood.</param>
/// <param name="Plan">Who bears what was left of it.</param>
/// <param name="Certificate">The proof of the deleveraging among its layers; null for none.</param>
/// <param name="TornUp">What its tear-up ends of accounts' positions; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AssessmentOverdue")]
public sealed record AssessmentOverdue(
    [property: Id(0)] AssessmentCall Call,
    [property: Id(1)] WaterfallPlan Plan,
    [property: Id(2)] DeleveragingCertificate? Certificate = null,
    [property: Id(3)] ImmutableArray<TornUp>? TornUp = null) : PoolEvent;
