using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>A portfolio is for sale.</summary>
/// <param name="Path">What is offered over time, by the numbers of this moment.</param>
/// <param name="Reading">Those numbers.</param>
/// <param name="Ways">What the ways out were expected to cost; null for an auction that no other way was compared with.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionOpened")]
public sealed record AuctionOpened(
    [property: Id(0)] ConcessionPath Path,
    [property: Id(1)] RiskReading Reading,
    [property: Id(2)] WaysOut? Ways = null) : AuctionEvent
{
    /// <summary>The call, or the turn of the pool's own book, that it belongs to.</summary>
    [Id(3)] public required long Call { get; init; }

    /// <summary>How much of the portfolio is for sale in this auction at most; all of it unless it is the pool's own book that is unwound.</summary>
    [Id(4)] public Ratio Share { get; init; } = Ratio.One;
}
