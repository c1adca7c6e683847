using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A venue asked for a part of its contribution back.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Notice">From when it can be redeemed.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundNoticeGiven")]
public sealed record FundNoticeGiven([property: Id(0)] LeaveFund Command, [property: Id(1)] FundNotice Notice) : PoolEvent;
