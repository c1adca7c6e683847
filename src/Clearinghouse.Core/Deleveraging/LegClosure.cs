using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>What is closed of one position.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Held">What is held; positive long, negative short.</param>
/// <param name="Lot">The smallest step.</param>
/// <param name="Closed">How much of it is closed: signed as what is held, and no larger. A long's is sold, a short's bought back.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LegClosure")]
public sealed record LegClosure(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Quantity Held,
    [property: Id(3)] Quantity Lot,
    [property: Id(4)] Quantity Closed)
{
    /// <summary>What remains.</summary>
    [JsonIgnore]
    public Quantity Left => Held - Closed;

    /// <summary>Closures of one account added up, position by position: no more than is held.</summary>
    public static ImmutableArray<LegClosure> Together(ImmutableArray<LegClosure> one, ImmutableArray<LegClosure> other) =>
    [
        .. one.Concat(other).GroupBy(closure => (closure.Market, closure.Contract)).Select(same => same.Aggregate((sum, more) =>
            sum with { Closed = (sum.Closed + more.Closed).Abs() < sum.Held.Abs() ? sum.Closed + more.Closed : sum.Held })),
    ];
}
