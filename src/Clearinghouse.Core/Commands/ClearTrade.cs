using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>A trade that a venue matched and hands over for novation: the pool becomes the counterparty of both sides.</summary>
/// <param name="Venue">The venue that matched it.</param>
/// <param name="TradeId">The venue's own id of the trade, unique for ever among its trades in this market. The same id again returns the first outcome.</param>
/// <param name="Sequence">The venue's counter of its trades in this market; see <see cref="CommandHeader.Sequence"/>.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Buyer">The account that buys.</param>
/// <param name="Seller">The account that sells; another one.</param>
/// <param name="Price">Per unit of underlying, a multiple of the tick.</param>
/// <param name="Quantity">Contracts, positive, a multiple of the lot.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ClearTrade")]
public sealed record ClearTrade(
    [property: Id(0)] VenueId Venue,
    [property: Id(1)] TradeId TradeId,
    [property: Id(2)] long Sequence,
    [property: Id(3)] ContractId Contract,
    [property: Id(4)] AccountId Buyer,
    [property: Id(5)] AccountId Seller,
    [property: Id(6)] Price Price,
    [property: Id(7)] Quantity Quantity) : ICommand
{
    /// <summary>What makes the trade unique in its market.</summary>
    [JsonIgnore]
    public TradeKey Key => new(Venue, TradeId);

    /// <summary>The venue sends in its own name.</summary>
    [JsonIgnore]
    public CommandHeader Header => new(PrincipalId.Create(Venue.Value), CommandId.Create(TradeId.Value), Sequence);

    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Sequence = 0 };
}
