using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>A bid was taken: what it takes over is ordered from the markets in the event that follows.</summary>
/// <param name="Command">The bid.</param>
/// <param name="Share">What it takes of the portfolio as it was then; at most what it asked for, and at most <paramref name="Allowed"/>.</param>
/// <param name="Allowed">The most that could be taken: what brings the account back to its target, or all of it.</param>
/// <param name="Concession">What it is given, as a fraction of notional, before prices are rounded to ticks.</param>
/// <param name="Venue">The member that the bidder stands for; null for none.</param>
/// <param name="Order">The number of the order that carries it out.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BidTaken")]
public sealed record BidTaken(
    [property: Id(0)] BidInAuction Command,
    [property: Id(1)] Ratio Share,
    [property: Id(2)] Ratio Allowed,
    [property: Id(3)] Ratio Concession,
    [property: Id(4)] VenueId? Venue,
    [property: Id(5)] long Order) : AuctionEvent;
