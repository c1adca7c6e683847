using System.Collections.Immutable;
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

    private static bool Allows(LiquidationBook book, ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        var terms = book.Request.Terms;
        var step = Amount.Zero;
        foreach (var (exposure, closed) in closures)
        {
            if (book.NotionalIn(closures, exposure) > Amount.Max(Amount.Zero, book.LeftIn(exposure))) return false;
            step += book.Input.Exposures[exposure].NotionalOf(closed);
        }

        if (step > terms.MaxStepNotional) return false;
        if (terms.MaxStepQuantity is null && terms.MaxContractQuantity is null) return true;
        return closures.All(closure => !(closure.Closed > terms.MaxStepQuantity) && !(book.Closed[closure.Exposure] + closure.Closed > terms.MaxContractQuantity));
    }
}
