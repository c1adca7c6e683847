using Clearinghouse.Core.Auctions;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>Something that happened in the auction of a defaulter's portfolio.</summary>
/// <param name="Sequence">Where it stands in the account's journal.</param>
/// <param name="Change">What happened, with its numbers.</param>
public sealed record StoryAuction(long Sequence, AuctionEvent Change);
