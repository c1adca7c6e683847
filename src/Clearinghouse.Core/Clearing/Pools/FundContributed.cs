using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Money from outside was paid into a fund.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundContributed")]
public sealed record FundContributed([property: Id(0)] ContributeFund Command) : PoolEvent;
