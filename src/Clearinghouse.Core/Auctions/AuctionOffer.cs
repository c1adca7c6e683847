using System.Collections.Immutable;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>What a running auction offers now.</summary>
/// <param name="Auction">The auction.</param>
/// <param name="Path">What is offered over time, by the newest marks.</param>
/// <param name="Elapsed">How long it has run, pauses left out.</param>
/// <param name="Concession">What is offered now, as a fraction of notional.</param>
/// <param name="Allowed">The most that one bid may take now, as a share of what is left of the portfolio.</param>
/// <param name="EndsAt">When it ends if nothing happens; null while it is paused.</param>
/// <param name="Legs">What a bid for all that is allowed would trade. Quantities are those of the auctioned account: a bidder gets the opposite.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionOffer")]
public sealed record AuctionOffer(
    [property: Id(0)] PortfolioAuction Auction,
    [property: Id(1)] ConcessionPath Path,
    [property: Id(2)] TimeSpan Elapsed,
    [property: Id(3)] Ratio Concession,
    [property: Id(4)] Ratio Allowed,
    [property: Id(5)] DateTimeOffset? EndsAt,
    [property: Id(6)] ImmutableArray<LiquidationLeg> Legs);
