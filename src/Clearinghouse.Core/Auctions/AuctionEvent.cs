using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>Something happened in the auction of an account's portfolio.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AuctionOpened), "auctionOpened")]
[JsonDerivedType(typeof(AuctionPaused), "auctionPaused")]
[JsonDerivedType(typeof(AuctionResumed), "auctionResumed")]
[JsonDerivedType(typeof(AuctionExtended), "auctionExtended")]
[JsonDerivedType(typeof(BidTaken), "bidTaken")]
[JsonDerivedType(typeof(AuctionEnded), "auctionEnded")]
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionEvent")]
public abstract record AuctionEvent
{
    /// <summary>When it was decided.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>The auction: 1, 2, 3, … of the account.</summary>
    [Id(1)] public required long Auction { get; init; }
}
