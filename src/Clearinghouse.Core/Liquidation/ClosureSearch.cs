using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// How much of a set to close, by asking the margin engine at every part it looks at. The distance to the target first falls and then may rise again, as impact grows; the search halves where it can and narrows down where it can't.
/// </summary>
internal sealed class ClosureSearch(LiquidationBook book, ClosureSet set)
{
    private const int LooksThrough = 16;
    private const double GoldenSection = 0.6180339887498949;
    private const int SlopeParts = 64;
    private const int ProbesPerHalving = 4;

    private readonly Dictionary<long, LiquidationBook> _books = [];
    private readonly Dictionary<long, AccountStanding> _known = new() { [0] = book.Standing };
    private long? _leastRisk;

    /// <summary>Whether there is something left of every position of the set.</summary>
    public bool HasAll => set.Quantities.All(quantity => quantity.IsPositive);

    /// <summary>The fewest parts that bring the account to a distance from its target; where none do, those that bring it nearest.</summary>
    /// <param name="goal">The distance; below the book's.</param>
    public ClosureFinding Find(Amount goal)
    {
        var most = LiquidationLimits.MostOf(book, set);
        if (most == 0) return new ClosureFinding(set, 0, null, RejectionReason.Limit, BookAt);
        var cap = WithoutMoreRisk(most);
        if (cap == 0) return new ClosureFinding(set, 1, At(1), RejectionReason.RaisesRequirement, BookAt);
        var parts = Least(cap, goal);
        var after = At(parts);
        if (after.Short >= book.Short) return new ClosureFinding(set, parts == 0 ? 1 : parts, At(parts == 0 ? 1 : parts), RejectionReason.CostsMoreThanItRelieves, BookAt);
        return new ClosureFinding(set, parts, after, after.IsNoRiskierThan(book.Standing) ? null : RejectionReason.RaisesRequirement, BookAt);
    }

    private long Least(long cap, Amount goal)
    {
        if (At(cap).Short > goal)
        {
            cap = Lowest(cap, standing => standing.Short);
            if (At(cap).Short > goal) return cap;
        }

        return Boundary(cap, goal);
    }

    /// <summary>
    /// The part that is enough whose predecessor is not. The distance is nearly a line, so where the line through the last two parts that were looked at meets the goal is looked at next; every few times the middle, so that a bend costs
    /// no more than a few halvings.
    /// </summary>
    private long Boundary(long cap, Amount goal)
    {
        var (beyond, enough, previous, last) = (0L, cap, 0L, cap);
        for (var probe = 1; enough - beyond > 1; probe++)
        {
            var next = probe % ProbesPerHalving == 0 ? beyond + ((enough - beyond) / 2) : Math.Clamp(OnLine(previous, last, goal), beyond + 1, enough - 1);
            (previous, last) = (last, next);
            if (At(next).Short <= goal) enough = next;
            else beyond = next;
        }

        return enough;
    }

    /// <summary>The first part at which the line through two others is at the goal; 0 where it never is.</summary>
    private long OnLine(long one, long other, Amount goal)
    {
        var (first, second) = (At(one).Short.ToDouble(), At(other).Short.ToDouble());
        var part = one + Math.Ceiling((other - one) * (first - goal.ToDouble()) / (first - second));
        return part > 0 && part < long.MaxValue / 2 ? (long)part : 0;
    }

    /// <summary>
    /// As many parts as lower the risk: up to where what is left begins to lose its hedge. Rates add up, so only a portfolio can be hedged; risk falls ever more slowly as a position is closed, so where it still falls at the end it falls all the way.
    /// </summary>
    private long WithoutMoreRisk(long most)
    {
        if (book.Input.Terms.Mode != MarginMode.Portfolio) return most;
        if (At(most).Risk < At(most - Math.Max(1, most / SlopeParts)).Risk) return most;
        return _leastRisk ??= Lowest(most, standing => standing.Risk);
    }

    /// <summary>The part at which a function that first falls and then rises is lowest; of equals the last. By golden sections, and the last few parts one by one.</summary>
    private long Lowest(long most, Func<AccountStanding, Amount> valueOf)
    {
        var (from, to) = (0L, most);
        var (left, right) = (to - SectionOf(to), SectionOf(to));
        while (to - from > LooksThrough)
        {
            if (valueOf(At(left)) < valueOf(At(right)))
            {
                (to, right) = (right, left);
                left = Math.Min(right - 1, to - SectionOf(to - from));
            }
            else
            {
                (from, left) = (left, right);
                right = Math.Max(left + 1, from + SectionOf(to - from));
            }
        }

        var best = to;
        for (var part = to - 1; part >= from; part--)
            if (valueOf(At(part)) < valueOf(At(best))) best = part;
        return best;
    }

    private static long SectionOf(long length) => (long)Math.Round(length * GoldenSection);

    /// <summary>The book after so many parts, one and the same whoever asks: so that its searches are shared.</summary>
    private LiquidationBook BookAt(long part)
    {
        if (!_books.TryGetValue(part, out var after)) _books[part] = after = book.After(set.Between(part), At(part));
        return after;
    }

    private AccountStanding At(long part)
    {
        if (!_known.TryGetValue(part, out var after)) _known[part] = after = book.StandingAfter(set.Between(part));
        return after;
    }
}
