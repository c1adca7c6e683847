using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// Finds ways to a target. Each step asks every candidate what a part of the way costs through it and takes the one that costs least per relief. Parts matter: impact makes the second half of a position dearer than the first of another.
/// </summary>
internal static class ClosurePaths
{
    private const int RoundsMax = 64;

    // Costs that differ by rounding are equal, and then the first in order is taken: positions are alike more often than not.
    private const double CostTolerance = 1e-9;

    // Of the way that a move is asked to go.
    private const double LeastPart = 0.25;

    // The whole way at once, and in ever smaller parts.
    private static readonly int[] Divisions = [1, 2, 4, 12];

    /// <summary>The cheapest path found to the target; where none leads there, the one that ends nearest to it.</summary>
    /// <param name="start">The account.</param>
    /// <param name="candidates">What may be closed.</param>
    /// <param name="alone">What each of them does by itself.</param>
    public static ClosurePath Best(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates, ImmutableArray<ClosurePath> alone) => alone switch
    {
        [] => new ClosurePath(start, []),

        // One position, and one step of it is enough: there is nothing to choose, and the fewest lots that are enough cost least.
        [{ IsRestored: true, Moves.Length: 1 } only] => only,
        _ => Search(start, candidates, alone),
    };

    /// <summary>The best of paths through several candidates, and of what exchanging a few lots makes of it.</summary>
    /// <param name="start">The account.</param>
    /// <param name="candidates">What may be closed; not empty.</param>
    /// <param name="alone">What each of them does by itself.</param>
    public static ClosurePath Search(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates, ImmutableArray<ClosurePath> alone)
    {
        var best = alone.Skip(1).Aggregate(alone[0], Better);
        foreach (var division in Divisions.TakeWhile(_ => !start.Effort.IsSpent)) best = Better(best, Follow(start, candidates, division, best.LeastEquity));
        best = Gathered(LookAhead(best, candidates));
        while (best.IsRestored && !start.Effort.IsSpent)
        {
            var exchanged = Gathered(Exchange(best, candidates));
            if (!exchanged.IsBetterThan(best)) break;
            best = exchanged;
        }

        return best;
    }

    /// <summary>What a candidate does by itself, as far as it goes.</summary>
    public static ClosurePath Alone(LiquidationBook start, ImmutableArray<int> candidate) => Follow(start, [candidate], 1, null);

    /// <summary>The best of a path and those that begin with half the way through one candidate, whatever that costs per relief: a cheap first step may leave only dear ones.</summary>
    private static ClosurePath LookAhead(ClosurePath best, ImmutableArray<ImmutableArray<int>> candidates)
    {
        if (candidates.Length < 2) return best;
        var start = best.Start;
        foreach (var candidate in candidates.TakeWhile(_ => !start.Effort.IsSpent))
        {
            var half = start.SearchOf(candidate).Find(start.Short.Times(Ratio.FromPpm(Ratio.One.Ppm / 2), Rounding.Ceiling));
            if (half.Reason is not null || half.Standing!.Value.Equity < best.LeastEquity) continue;
            best = Better(best, new ClosurePath(start, [half, .. Follow(half.After!, candidates, 2, best.LeastEquity).Moves]));
        }

        return best;
    }

    /// <summary>The best of a path and of the same with a few lots of one set left out, and finished through another: whole lots leave the last step with more than is needed.</summary>
    private static ClosurePath Exchange(ClosurePath path, ImmutableArray<ImmutableArray<int>> candidates)
    {
        var (best, totals) = (path, path.Totals());
        for (var i = 0; i < totals.Length; i++)
        {
            foreach (var leave in (long[])[1, 2, 3, totals[i].Parts / 2, totals[i].Parts])
            {
                if (leave <= 0 || leave > totals[i].Parts) continue;
                var less = totals[i].Of([.. totals[i].Between(totals[i].Parts - leave).Select(closure => closure.Closed)]);
                if (ClosurePath.Through(path.Start, totals.SetItem(i, less)) is not { } shorter) continue;
                foreach (var candidate in candidates.TakeWhile(_ => !path.Start.Effort.IsSpent))
                {
                    if (candidate.SequenceEqual(totals[i].Exposures)) continue;
                    best = Better(best, new ClosurePath(path.Start, [.. shorter.Moves, .. Follow(shorter.End, [candidate], 1, best.LeastEquity).Moves]));
                }
            }
        }

        return best;
    }

    /// <summary>The same closures in fewer steps, where that leads as far.</summary>
    private static ClosurePath Gathered(ClosurePath path) => ClosurePath.Through(path.Start, path.Totals()) is { } gathered && (gathered.IsRestored || !path.IsRestored) ? gathered : path;

    private static ClosurePath Better(ClosurePath best, ClosurePath path) => path.IsBetterThan(best) ? path : best;

    /// <summary>The cheapest moves one after another, to the target or as far as they go.</summary>
    /// <param name="start">The account.</param>
    /// <param name="candidates">What may be closed.</param>
    /// <param name="division">Into how many parts the way is divided.</param>
    /// <param name="leastEquity">Beneath which nobody wants to know how it goes on; null for none.</param>
    private static ClosurePath Follow(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates, int division, Amount? leastEquity)
    {
        var (moves, book) = (ImmutableArray.CreateBuilder<ClosureFinding>(), start);
        var part = Amount.FromRaw(start.Short.Raw / division);
        while (book.Short.IsPositive && moves.Count < RoundsMax)
        {
            var goal = Amount.Max(Amount.Zero, book.Short - part);
            if (Cheapest(book, candidates, goal) is not { } move || move.Standing!.Value.Equity < leastEquity) break;
            moves.Add(move);
            book = move.After!;
        }

        return new ClosurePath(start, moves.ToImmutable());
    }

    /// <summary>
    /// The cheapest move per relief. One that goes only a little of the way is taken only where no other goes further: a book full of hedges lets through many a small cheap move, and none of them leads far.
    /// </summary>
    private static ClosureFinding? Cheapest(LiquidationBook book, ImmutableArray<ImmutableArray<int>> candidates, Amount goal)
    {
        var (best, least, goesFar) = ((ClosureFinding?)null, double.PositiveInfinity, false);
        var far = (book.Short - goal).ToDouble() * LeastPart;
        foreach (var candidate in candidates)
        {
            var search = book.SearchOf(candidate);
            if (!search.HasAll) continue;
            var found = search.Find(goal);
            if (found.Reason is not null) continue;
            var relief = (book.Short - found.Standing!.Value.Short).ToDouble();
            var perRelief = (book.Equity - found.Standing.Value.Equity).ToDouble() / relief;
            if (goesFar && relief < far) continue;
            if ((!goesFar && relief >= far) || perRelief < least * (1 - CostTolerance)) (best, least, goesFar) = (found, perRelief, relief >= far);
        }

        return best;
    }
}
