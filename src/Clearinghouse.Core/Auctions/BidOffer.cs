using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Auctions;

/// <summary>What an auction makes of a bid: the bid as taken and the order that carries it out, or why it is refused.</summary>
/// <param name="Bid">The bid as taken; null when refused.</param>
/// <param name="Order">The order that carries it out; null when refused.</param>
/// <param name="Refusal">Why it is refused; null when taken.</param>
public readonly record struct BidOffer(AuctionChanged? Bid, CloseOutOrdered? Order, Refusal? Refusal);
