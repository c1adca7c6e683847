using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>The auction is over.</summary>
/// <param name="Outcome">How it ended.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionEnded")]
public sealed record AuctionEnded([property: Id(0)] AuctionOutcome Outcome) : AuctionEvent;
