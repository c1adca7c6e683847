using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>An account that may bid in a pool's auctions.</summary>
/// <param name="Account">The account.</param>
/// <param name="Venue">The member of the default fund that it stands for; null for none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Liquidator")]
public sealed record Liquidator([property: Id(0)] AccountId Account, [property: Id(1)] VenueId? Venue = null);
