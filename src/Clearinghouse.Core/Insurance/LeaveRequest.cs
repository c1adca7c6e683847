using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A request to leave a tranche. The shares stay in it, earn and lose, until they are redeemed.</summary>
/// <param name="Request">Its number in the tranche.</param>
/// <param name="Account">Who asks.</param>
/// <param name="Shares">How many shares.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="ReadyAt">From when they can be redeemed; later by as long as a default runs meanwhile.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LeaveRequest")]
public sealed record LeaveRequest(
    [property: Id(0)] long Request,
    [property: Id(1)] AccountId Account,
    [property: Id(2)] Quantity Shares,
    [property: Id(3)] DateTimeOffset RequestedAt,
    [property: Id(4)] DateTimeOffset ReadyAt);
