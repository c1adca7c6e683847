using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>How much may leave a pool within a period: the larger of a share of what accounts hold there and a floor. What was taken comes back evenly over the period.</summary>
/// <param name="Share">The share of the pool's cash; from 0 to 1.</param>
/// <param name="Floor">What may leave however little the pool holds; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WithdrawalRate")]
public sealed record WithdrawalRate([property: Id(0)] Ratio Share, [property: Id(1)] Amount Floor)
{
    /// <summary>The most that may leave at once.</summary>
    /// <param name="poolCash">What accounts hold in the pool; below zero counts as nothing.</param>
    public Amount CapacityOf(Amount poolCash) => Amount.Max(Floor, Amount.Max(Amount.Zero, poolCash).Times(Share, Rounding.Floor));

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    internal Refusal? Check(string field) => Share.IsNegative || Share > Ratio.One || Floor.IsNegative
        ? new Refusal(RefusalCode.ParametersInvalid) { Subject = field, Limit = "a share from 0 to 1, and a floor of 0 or more" }
        : null;
}
