using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Collateral;

/// <summary>What an account's collateral counts for, and why not for more.</summary>
/// <param name="Lines">One line per holding, in the order given.</param>
/// <param name="Value">Sum of the lines less what is over the account's cap; from 0 to the market value.</param>
/// <param name="OverCap">What is over the account's cap; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralValuation")]
public sealed record CollateralValuation(
    [property: Id(0)] ImmutableArray<CollateralLine> Lines,
    [property: Id(1)] Amount Value,
    [property: Id(2)] Amount OverCap)
{
    /// <summary>What it would fetch at today's prices; not negative.</summary>
    public Amount MarketValue => Lines.Aggregate(Amount.Zero, (sum, line) => sum + line.MarketValue);

    /// <summary>
    /// What was taken off all lines and the account, by reason in order; only what is above 0. The market value is the value plus these.
    /// </summary>
    public ImmutableArray<HaircutTerm> Terms =>
    [
        .. Lines
            .SelectMany(line => line.Terms)
            .Append(new(HaircutReason.AccountCap, OverCap))
            .GroupBy(term => term.Reason)
            .OrderBy(group => group.Key)
            .Select(group => new HaircutTerm(group.Key, group.Aggregate(Amount.Zero, (sum, term) => sum + term.Amount)))
            .Where(term => term.Amount.IsPositive),
    ];
}
