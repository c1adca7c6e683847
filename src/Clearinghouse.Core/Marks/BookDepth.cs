using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>
/// The price at which an order book would trade a given notional on each side (Vega's mark from the book): the mean of what it costs to
/// sell into the bids and to buy from the asks. A quote of little size moves it little.
/// </summary>
public sealed record BookDepth
{
    /// <summary>Contracts that the notional buys at the best bid, cut down to the step; null when there is no bid.</summary>
    public required Rational? BidQuantity { get; init; }

    /// <summary>Contracts that the notional buys at the best ask, cut down to the step; null when there is no ask.</summary>
    public required Rational? AskQuantity { get; init; }

    /// <summary>The mean of the two volume-weighted prices; null when a side is too thin, or the notional buys no contract.</summary>
    public required Rational? Price { get; init; }

    /// <summary>The notional that an amount of cash carries as initial margin: cash / (risk factor + slippage factor) / multiplier.</summary>
    /// <exception cref="DivideByZeroException">The factors sum to 0, or the multiplier is 0.</exception>
    public static Rational NotionalOf(Rational cashAmount, Rational riskFactor, Rational slippageFactor, Rational initialMultiplier) =>
        cashAmount / (riskFactor + slippageFactor) / initialMultiplier;

    /// <summary>Walks both sides for a notional.</summary>
    /// <param name="notional">In quote currency; 0 or more.</param>
    /// <param name="bids">Best first.</param>
    /// <param name="asks">Best first.</param>
    /// <param name="quantityStep">The contracts of each side are a whole multiple of it; 0: any fraction.</param>
    /// <exception cref="ArgumentOutOfRangeException">A best price is not positive, so that a notional has no quantity; or the notional is below 0.</exception>
    public static BookDepth Of(Rational notional, ImmutableArray<BookLevel> bids, ImmutableArray<BookLevel> asks, Rational quantityStep)
    {
        if (notional.Sign < 0) throw new ArgumentOutOfRangeException(nameof(notional), notional.ToString(), "A notional is 0 or more.");
        var (bidQuantity, askQuantity) = (QuantityOf(notional, bids, quantityStep), QuantityOf(notional, asks, quantityStep));
        var (bid, ask) = (Walk(bids, bidQuantity), Walk(asks, askQuantity));
        return new() { BidQuantity = bidQuantity, AskQuantity = askQuantity, Price = (bid + ask) / 2 };
    }

    private static Rational? QuantityOf(Rational notional, ImmutableArray<BookLevel> levels, Rational step)
    {
        if (levels.IsEmpty) return null;
        var best = levels[0].Price;
        return best.Sign > 0
            ? (notional / best).FloorTo(step)
            : throw new ArgumentOutOfRangeException(nameof(levels), best.ToString(), "A best price is positive.");
    }

    private static Rational? Walk(ImmutableArray<BookLevel> levels, Rational? quantity)
    {
        if (quantity is not { Sign: > 0 } wanted) return null;
        var (left, cost) = (wanted, Rational.Zero);
        foreach (var level in levels)
        {
            var taken = Rational.Min(left, level.Quantity);
            cost += taken * level.Price;
            left -= taken;
            if (left.Sign == 0) return cost / wanted;
        }

        return null;
    }
}
