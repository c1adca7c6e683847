using Clearinghouse.Core.Auctions;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Something happened in the auction of the account's portfolio.</summary>
/// <param name="Change">What, with the numbers that caused it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionChanged")]
public sealed record AuctionChanged([property: Id(0)] AuctionEvent Change) : AccountEvent;
