using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A part of a venue's contribution left the clearinghouse.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Amount">What was paid; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundRedeemed")]
public sealed record FundRedeemed([property: Id(0)] RedeemFund Command, [property: Id(1)] Amount Amount) : PoolEvent;
