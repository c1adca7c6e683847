using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>What a default took from a tranche, and from whom: a recovery goes to those who held it then, wherever they are now.</summary>
/// <param name="Lost">In all.</param>
/// <param name="Recovered">Paid back so far.</param>
/// <param name="Holders">Shares by holder when it was lost.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheLoss")]
public sealed record TrancheLoss(
    [property: Id(0)] Amount Lost,
    [property: Id(1)] Amount Recovered,
    [property: Id(2)] ImmutableSortedDictionary<AccountId, Quantity> Holders);
