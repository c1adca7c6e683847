using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A default's loss was allocated: every posting moves money in the pool's funds, or to and from an account.</summary>
/// <param name="Claim">What was owed.</param>
/// <param name="Plan">Who bears it. Its loss is the debt and the value of the collateral, which is the first layer.</param>
/// <param name="Certificate">The proof of the deleveraging among its layers; null for none.</param>
/// <param name="TornUp">What its tear-up ends of accounts' positions; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LossAllocated")]
public sealed record LossAllocated(
    [property: Id(0)] DefaultClaim Claim,
    [property: Id(1)] WaterfallPlan Plan,
    [property: Id(2)] DeleveragingCertificate? Certificate = null,
    [property: Id(3)] ImmutableArray<TornUp>? TornUp = null) : PoolEvent;
