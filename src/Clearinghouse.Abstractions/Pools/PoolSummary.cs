using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Abstractions.Pools;

/// <summary>A pool as of now.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Venues">Members; false for a suspended one.</param>
/// <param name="Markets">Markets that the pool clears, in order of id.</param>
/// <param name="Funds">Balance by fund.</param>
/// <param name="Contributions">Money paid in from outside.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolSummary")]
public sealed record PoolSummary(
    [property: Id(0)] PoolId Pool,
    [property: Id(1)] ImmutableSortedDictionary<VenueId, bool> Venues,
    [property: Id(2)] ImmutableArray<MarketId> Markets,
    [property: Id(3)] ImmutableSortedDictionary<PoolFund, Amount> Funds,
    [property: Id(4)] Amount Contributions);
