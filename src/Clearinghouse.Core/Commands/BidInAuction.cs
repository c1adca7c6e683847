using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>A registered liquidator takes a share of an auctioned portfolio over, at what is offered when the bid is decided. That only gets better for the bidder with time, so a late bid costs it nothing.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Account">Whose portfolio is auctioned.</param>
/// <param name="Auction">The number of the auction.</param>
/// <param name="Bidder">The account that takes it over.</param>
/// <param name="Share">The share of what is left of the portfolio that it asks for, from the least to 1. It may get less.</param>
/// <param name="MinConcession">The least it wants for it, as a fraction of notional; null for whatever is offered. Not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BidInAuction")]
public sealed record BidInAuction(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] AccountId Account,
    [property: Id(2)] long Auction,
    [property: Id(3)] AccountId Bidder,
    [property: Id(4)] Ratio Share,
    [property: Id(5)] Ratio? MinConcession = null) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
