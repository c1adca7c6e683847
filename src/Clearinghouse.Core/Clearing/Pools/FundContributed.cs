using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Money from outside was paid into a fund.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Payments">Which assessments it pays; null where it is for none, or where they are paid in order.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundContributed")]
public sealed record FundContributed(
    [property: Id(0)] ContributeFund Command,
    [property: Id(1)] ImmutableArray<AssessmentPayment>? Payments = null) : PoolEvent;
