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

    // The whole way at once, and in ever smaller parts.
    private static readonly int[] Divisions = [1, 2, 4, 12];

    /// <summary>The cheapest path found to the target; where none leads there, the one that ends nearest to it.</summary>
    public static ClosurePath Best(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates)
    {
        var paths = Divisions.Select(division => Follow(start, candidates, division)).Concat(LookAhead(start, candidates)).ToList();
        var best = paths.Aggregate((best, path) => path.IsBetterThan(best) ? path : best);
        return best.Gathered() is { } gathered && (gathered.IsRestored || !best.IsRestored) ? gathered : best;
    }

    /// <summary>What a candidate does by itself, as far as it goes.</summary>
    public static ClosurePath Alone(LiquidationBook start, ImmutableArray<int> candidate) => Follow(start, [candidate], 1);

    /// <summary>Paths that begin with one candidate's whole way or half of it, whatever it costs per relief: a cheap first step may leave only dear ones.</summary>
    private static IEnumerable<ClosurePath> LookAhead(LiquidationBook start, ImmutableArray<ImmutableArray<int>> candidates)
    {
        if (candidates.Length < 2) yield break;
        foreach (var candidate in candidates)
        {
            var half = new ClosureSearch(start, ClosureSet.Of(start, candidate)).Find(start.Short.Times(Ratio.FromPpm(Ratio.One.Ppm / 2), Rounding.Ceiling));
            if (half.Reason is null) yield return new ClosurePath(start, [half, .. Follow(half.After!, candidates, 2).Moves]);
            yield return Alone(start, candidate);
        }
    }

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

    private static ClosureFinding? Cheapest(LiquidationBook book, ImmutableArray<ImmutableArray<int>> candidates, Amount goal)
    {
        var (best, least) = ((ClosureFinding?)null, double.PositiveInfinity);
        foreach (var candidate in candidates)
        {
            var set = ClosureSet.Of(book, candidate);
            if (set.Quantities.Any(quantity => quantity.IsZero)) continue;
            var found = new ClosureSearch(book, set).Find(goal);
            if (found.Reason is not null) continue;
            var perRelief = (book.Equity - found.After!.Equity).ToDouble() / (book.Short - found.After.Short).ToDouble();
            if (perRelief < least * (1 - CostTolerance)) (best, least) = (found, perRelief);
        }

        return best;
    }
}
