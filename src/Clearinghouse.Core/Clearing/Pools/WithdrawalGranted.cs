using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>The pool lets something leave, under the id of a withdrawal.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="HourlyLeft">What of the hour's limit is left after it; null without one.</param>
/// <param name="DailyLeft">What of the day's is left; null without one.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WithdrawalGranted")]
public sealed record WithdrawalGranted(
    [property: Id(0)] WithdrawalRequest Request,
    [property: Id(1)] Amount? HourlyLeft,
    [property: Id(2)] Amount? DailyLeft) : PoolEvent;
