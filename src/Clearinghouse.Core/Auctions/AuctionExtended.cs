using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>The auction came to its end with too few bidders: the reserve stands for some time more.</summary>
/// <param name="Bidders">How many had bid.</param>
/// <param name="Seconds">How much longer it runs; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionExtended")]
public sealed record AuctionExtended([property: Id(0)] int Bidders, [property: Id(1)] int Seconds) : AuctionEvent;
