using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Positions;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>What an account holds in one market.</summary>
/// <param name="Market">The market.</param>
/// <param name="Cursor">The sequence of the last leg applied from the market's journal; 0 before the first.</param>
/// <param name="Positions">By contract, including closed ones for their totals.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountMarket")]
public sealed record AccountMarket(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] long Cursor,
    [property: Id(2)] ImmutableSortedDictionary<ContractId, Position> Positions)
{
    /// <summary>A market just joined.</summary>
    public static AccountMarket Joined(MarketId market) => new(market, 0, ImmutableSortedDictionary<ContractId, Position>.Empty);
}
