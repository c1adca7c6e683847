using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>All marks are reliable again: the auction goes on where it stood.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionResumed")]
public sealed record AuctionResumed : AuctionEvent;
