using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>The auction's clock stands still, and no bid is taken: marks are not reliable.</summary>
/// <param name="Markets">Whose.</param>
/// <param name="Since">Since when: the time at which the first price became too old, which nobody may have been there to see; or now.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionPaused")]
public sealed record AuctionPaused([property: Id(0)] ImmutableArray<MarketId> Markets, [property: Id(1)] DateTimeOffset Since) : AuctionEvent;
