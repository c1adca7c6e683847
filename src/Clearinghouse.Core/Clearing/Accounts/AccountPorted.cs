using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Another venue is the account's home from now on. Everything else is as it was.</summary>
/// <param name="From">The venue that was.</param>
/// <param name="To">The venue that is.</param>
/// <param name="Sequence">Where the pool's journal says so.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountPorted")]
public sealed record AccountPorted([property: Id(0)] VenueId From, [property: Id(1)] VenueId To, [property: Id(2)] long Sequence) : AccountEvent;
