using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Steps that were found one after another, and where they lead.</summary>
/// <param name="Start">The account before.</param>
/// <param name="Moves">What each step closes, of which set, and the book after it.</param>
internal sealed record ClosurePath(LiquidationBook Start, ImmutableArray<ClosureFinding> Moves)
{
    private const double Tolerance = 1e-9;

    /// <summary>The account after the last step.</summary>
    public LiquidationBook End => Moves.IsEmpty ? Start : Moves[^1].After!;

    /// <summary>Whether the account is at its target.</summary>
    public bool IsRestored => !End.Short.IsPositive;

    /// <summary>The equity beneath which no other path is better than this one, whatever it goes on with: steps only cost. Null where any that restores would be.</summary>
    public Amount? LeastEquity => IsRestored ? End.Equity - Amount.FromDouble(Tolerance * Math.Abs(Cost.ToDouble()), Rounding.Ceiling) : null;

    /// <summary>What the steps cost: closing at the mark changes no equity.</summary>
    public Amount Cost => Start.Equity - End.Equity;

    /// <summary>Whether this is the better path: one that restores, then the cheaper; of those that do not, the one that ends nearest to the target; of equals, but for rounding, the shorter.</summary>
    public bool IsBetterThan(ClosurePath other)
    {
        if (IsRestored != other.IsRestored) return IsRestored;
        var (own, others) = IsRestored ? (Cost.ToDouble(), other.Cost.ToDouble()) : (End.Short.ToDouble(), other.End.Short.ToDouble());
        var tolerance = Tolerance * Math.Abs(others);
        return own < others - tolerance || (own <= others + tolerance && Moves.Length < other.Moves.Length);
    }

    /// <summary>What is closed of each set in all, in the order in which the sets came first.</summary>
    public ImmutableArray<ClosureSet> Totals() => [.. Moves.GroupBy(move => string.Join(' ', move.Set.Exposures)).Select(TotalOf)];

    /// <summary>
    /// A path that closes these, in order, in as few steps as limits allow. Null where a step would be beyond a limit, not bring the account nearer to its target, or add risk.
    /// </summary>
    public static ClosurePath? Through(LiquidationBook start, IEnumerable<ClosureSet> totals)
    {
        var (moves, book) = (ImmutableArray.CreateBuilder<ClosureFinding>(), start);
        foreach (var set in totals)
        {
            for (var done = 0L; done < set.Parts;)
            {
                var next = LiquidationLimits.MostOf(book, set, done);
                if (next == 0) return null;
                var closures = set.Between(done, done + next);
                var part = set.Of([.. closures.Select(closure => closure.Closed)]);
                var (before, standing) = (book, book.StandingAfter(closures));
                if (standing.Short >= book.Short || !standing.IsNoRiskierThan(book.Standing)) return null;
                var move = new ClosureFinding(part, part.Parts, standing, null, _ => before.After(closures, standing));
                moves.Add(move);
                (book, done) = (move.After!, done + next);
            }
        }

        return new ClosurePath(start, moves.ToImmutable());
    }

    private static ClosureSet TotalOf(IEnumerable<ClosureFinding> moves)
    {
        var total = moves.SelectMany(move => move.Closures).GroupBy(closure => closure.Exposure).ToDictionary(one => one.Key, one => one.Aggregate(Quantity.Zero, (sum, closure) => sum + closure.Closed));
        var set = moves.First().Set;
        return set.Of([.. set.Exposures.Select(exposure => total[exposure])]);
    }
}
