using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>How much of what may be closed: per step, per contract and market in a plan, and per market in a window.</summary>
internal static class LiquidationLimits
{
    /// <summary>How many parts of a set, after those that were done, one step may close; 0 when not even the next.</summary>
    public static long MostOf(LiquidationBook book, ClosureSet set, long done = 0)
    {
        var parts = set.Parts;
        if (Allows(book, set.Between(done, parts))) return parts - done;
        var (within, beyond) = (done, parts);
        while (beyond - within > 1)
        {
            var middle = within + ((beyond - within) / 2);
            if (Allows(book, set.Between(done, middle))) within = middle;
            else beyond = middle;
        }

        return within - done;
    }

    /// <summary>What may still be closed in a market; never negative.</summary>
    public static Amount LeftIn(LiquidationBook book, MarketId market)
    {
        var (terms, liquidity) = (book.Request.Terms, book.Markets[market]);
        var left = terms.WindowLimitOf(liquidity.DepthNotional) - liquidity.UsedInWindow;
        if (terms.MaxMarketNotional is { } most) left = Amount.Min(left, most);
        return Amount.Max(Amount.Zero, left - book.ClosedIn(market));
    }

    private static bool Allows(LiquidationBook book, ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        var terms = book.Request.Terms;
        var step = Amount.Zero;
        foreach (var (exposure, closed) in closures)
        {
            var held = book.Input.Exposures[exposure];
            if (book.NotionalIn(closures, held.Market) > LeftIn(book, held.Market)) return false;
            step += held.NotionalOf(closed);
        }

        if (step > terms.MaxStepNotional) return false;
        return closures.All(closure => !(closure.Closed > terms.MaxStepQuantity) && !(book.Closed[closure.Exposure] + closure.Closed > terms.MaxContractQuantity));
    }
}
