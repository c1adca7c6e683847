using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Insurance;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Shares of an insurance tranche were paid out to the underwriter's account.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Redeemed">How much, and to whom.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.InsuranceRedeemed")]
public sealed record InsuranceRedeemed([property: Id(0)] RedeemInsurance Command, [property: Id(1)] StakeRedeemed Redeemed) : PoolEvent;
