using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>An auction that runs.</summary>
/// <param name="Account">Whose portfolio is for sale.</param>
/// <param name="Auction">Its number, which a bid names.</param>
/// <param name="OpenedAt">When it was opened.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionListing")]
public sealed record AuctionListing([property: Id(0)] AccountId Account, [property: Id(1)] long Auction, [property: Id(2)] DateTimeOffset OpenedAt);
