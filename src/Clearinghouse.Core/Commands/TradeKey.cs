using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>What makes a trade unique in its market: the venue and the id that the venue chose.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="TradeId">The venue's id of the trade.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TradeKey")]
public readonly record struct TradeKey([property: Id(0)] VenueId Venue, [property: Id(1)] TradeId TradeId)
{
    /// <summary>venue/trade id.</summary>
    public override string ToString() => $"{Venue}/{TradeId}";
}
