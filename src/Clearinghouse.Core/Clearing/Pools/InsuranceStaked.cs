using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Insurance;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Money from outside was staked in an insurance tranche.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Staked">The shares it bought.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.InsuranceStaked")]
public sealed record InsuranceStaked([property: Id(0)] StakeInsurance Command, [property: Id(1)] TrancheStaked Staked) : PoolEvent;
