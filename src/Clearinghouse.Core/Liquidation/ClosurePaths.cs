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
        var paths = alone
            .Concat(Divisions.TakeWhile(_ => !start.Effort.IsSpent).Select(division => Follow(start, candidates, division)))
            .Concat(LookAhead(start, candidates));
        var best = Gathered(paths.Aggregate(Better));
        while (best.IsRestored && !start.Effort.IsSpent)
        {
            var exchanged = Gathered(Exchanges(best, candidates).Aggregate(best, Better));
            if (!exchanged.IsBetterThan(best)) break;
            best = exchanged;
        }

        return best;
    }

    /// <summary>What a candidate does by itself, as far as it goes.</summary>
    public static ClosurePath Alone(LiquidationBook start, ImmutableArray<int> candidate) => Follow(start, [candidate], 1);

    /// <summary>Paths that begin with half the way through one candidate, whatever that costs per relief: a cheap first step may leave only dear ones.</summary>
    private static IEnumerable<ClosurePath> LookAhead(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates)
    {
        if (candidates.Length < 2) yield break;
        foreach (var candidate in candidates.TakeWhile(_ => !start.Effort.IsSpent))
        {
            var half = start.SearchOf(candidate).Find(start.Short.Times(Ratio.FromPpm(Ratio.One.Ppm / 2), Rounding.Ceiling));
            if (half.Reason is null) yield return new ClosurePath(start, [half, .. Follow(half.After!, candidates, 2).Moves]);
        }
    }

    /// <summary>The path with a few lots of one set left out, and finished through another: whole lots leave the last step with more than is needed.</summary>
    private static IEnumerable<ClosurePath> Exchanges(ClosurePath path, ImmutableArray<ImmutableArray<int>> candidates)
    {
        var totals = path.Totals();
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
                    var finished = new ClosurePath(path.Start, [.. shorter.Moves, .. Follow(shorter.End, [candidate], 1).Moves]);
                    if (finished.IsRestored) yield return finished;
                }
            }
        }
    }

    /// <summary>The same closures in fewer steps, where that leads as far.</summary>
    private static ClosurePath Gathered(ClosurePath path) => ClosurePath.Through(path.Start, path.Totals()) is { } gathered && (gathered.IsRestored || !path.IsRestored) ? gathered : path;

    private static ClosurePath Better(ClosurePath best, ClosurePath path) => path.IsBetterThan(best) ? path : best;

    private static ClosurePath Follow(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates, int division)
    {
        var (moves, book) = (ImmutableArray.CreateBuilder<ClosureFinding>(), start);
        var part = Amount.FromRaw(start.Short.Raw / division);
        while (book.Short.IsPositive && moves.Count < RoundsMax)
        {
            var goal = Amount.Max(Amount.Zero, book.Short - part);
            if (Cheapest(book, candidates, goal) is not { } move) break;
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
