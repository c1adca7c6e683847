using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Insurance;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>An underwriter asked to leave an insurance tranche.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Leave">The request with its number, and from when it can be redeemed.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.InsuranceLeaveRequested")]
public sealed record InsuranceLeaveRequested([property: Id(0)] LeaveInsurance Command, [property: Id(1)] LeaveRequested Leave) : PoolEvent;
