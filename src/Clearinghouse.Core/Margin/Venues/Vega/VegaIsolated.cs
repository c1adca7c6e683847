using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Vega;

/// <summary>Vega's isolated margin: a chosen share of what a position was entered at, and of orders that would grow it (vegaprotocol, 0019-MCAL). Exact; money rounded down to a quantum.</summary>
/// <param name="MarginFactor">The share; above the rates, at most 1.</param>
/// <param name="MoneyQuantum">Smallest amount of money; 0 for no rounding.</param>
public sealed record VegaIsolated(Rational MarginFactor, Rational MoneyQuantum)
{
    /// <summary>Margin of a position.</summary>
    /// <param name="averageEntryPrice">What it was entered at.</param>
    /// <param name="position">Contracts; negative short.</param>
    public Rational PositionMargin(Rational averageEntryPrice, Rational position) => (averageEntryPrice * position.Abs * MarginFactor).FloorTo(MoneyQuantum);

    /// <summary>Whether the share is allowed: strictly above what cross margin would ask, and at most the whole.</summary>
    /// <param name="minimumExclusive">The larger risk factor and the slippage factor.</param>
    public bool IsAllowed(Rational minimumExclusive) => MarginFactor > minimumExclusive && MarginFactor <= 1;

    /// <summary>Margin of orders: the larger of both sides. Orders that would reduce the position need nothing for as much as they would reduce, the best prices first.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="position">Contracts; negative short.</param>
    /// <param name="auctionPrice">In an auction, the larger of mark and indicative price, by which an order below it is charged; null outside.</param>
    public Rational OrderMargin(IReadOnlyCollection<VegaOrder> orders, Rational position, Rational? auctionPrice)
    {
        var buys = Needed(orders.Where(order => order.IsBuy).OrderByDescending(order => order.Price), Rational.Max(-position, 0), auctionPrice);
        var sells = Needed(orders.Where(order => !order.IsBuy).OrderBy(order => order.Price), Rational.Max(position, 0), auctionPrice);
        return (Rational.Max(buys, sells) * MarginFactor).FloorTo(MoneyQuantum);
    }

    /// <summary>What leaves the order margin for the position margin when an order fills at its own price. The total stays.</summary>
    public Rational FillMargin(Rational price, Rational quantity) => (price * quantity * MarginFactor).FloorTo(MoneyQuantum);

    /// <summary>What a partial close pays back: its share of the balance, marked to the exit price.</summary>
    /// <param name="balance">The position's margin, marked to the mark.</param>
    /// <param name="position">Contracts before; negative short; not zero.</param>
    /// <param name="closed">Contracts closed; positive.</param>
    /// <param name="exitPrice">What they were closed at.</param>
    /// <param name="markPrice">The mark.</param>
    public Rational Release(Rational balance, Rational position, Rational closed, Rational exitPrice, Rational markPrice) =>
        ((balance + (position * (exitPrice - markPrice))) * closed / position.Abs).FloorTo(MoneyQuantum);

    /// <summary>Full collateral of a contract whose price stays between 0 and a maximum: what each side can lose, orders included.</summary>
    public static Rational CappedFuture(Rational maximumPrice, Rational position, Rational averageEntryPrice, IReadOnlyCollection<VegaOrder> orders)
    {
        var longSide = (Rational.Max(position, 0) * averageEntryPrice) + Sum(orders.Where(order => order.IsBuy).Select(order => order.Quantity * order.Price));
        var shortSide = (Rational.Max(-position, 0) * (maximumPrice - averageEntryPrice)) + Sum(orders.Where(order => !order.IsBuy).Select(order => order.Quantity * (maximumPrice - order.Price)));
        return Rational.Max(longSide, shortSide);
    }

    private static Rational Needed(IEnumerable<VegaOrder> bestFirst, Rational reducible, Rational? auctionPrice)
    {
        var needed = Rational.Zero;
        foreach (var order in bestFirst)
        {
            var reducing = Rational.Min(reducible, order.Quantity);
            reducible -= reducing;
            needed += (order.Quantity - reducing) * (auctionPrice is { } price ? Rational.Max(order.Price, price) : order.Price);
        }

        return needed;
    }

    private static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, value) => sum + value);
}
