using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>What a contract of a market that is settled by its rule settles at.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Price">The average of its marks, weighted by time; the last one where no time counts. Not negative.</param>
/// <param name="From">From when marks were averaged.</param>
/// <param name="Until">Until when.</param>
/// <param name="CountedTicks">Time in between that counted, in ticks of 100 ns: that in which a price could be relied on.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractSettlement")]
public sealed record ContractSettlement(
    [property: Id(0)] ContractId Contract,
    [property: Id(1)] Price Price,
    [property: Id(2)] DateTimeOffset From,
    [property: Id(3)] DateTimeOffset Until,
    [property: Id(4)] long CountedTicks);
