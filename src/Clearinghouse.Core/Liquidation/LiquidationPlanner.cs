using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// Chooses what to close so that an account is at its target again, at the least expected cost that it finds. Requirements are the margin engine's own. No step raises the requirement, nor the risk beneath its floors, and every step
/// brings the account nearer to its target. The same request gives the same plan.
/// </summary>
public static class LiquidationPlanner
{
    /// <summary>The plan.</summary>
    /// <exception cref="ArgumentException">Terms or market data out of range: whoever asks checks them first.</exception>
    public static LiquidationPlan Plan(LiquidationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.FindFault() is { } fault) throw new ArgumentException(fault, nameof(request));
        var start = LiquidationBook.Of(request);
        if (!start.Short.IsPositive) return PlanOf(new ClosurePath(start, []), LiquidationOutcome.NotNeeded, []);
        var candidates = ClosureCandidates.Of(start);
        ImmutableArray<ClosurePath> alone = [.. candidates.Select(candidate => ClosurePaths.Alone(start, candidate))];
        var path = ClosurePaths.Best(start, candidates, alone);
        return PlanOf(path, OutcomeOf(path.End, candidates), [.. UnclosableOf(start), .. candidates.Select((candidate, i) => RejectionOf(path, candidate, alone[i])).OfType<RejectedAlternative>()]);
    }

    private static LiquidationOutcome OutcomeOf(LiquidationBook end, ImmutableArray<ImmutableArray<int>> candidates)
    {
        if (!end.Short.IsPositive) return LiquidationOutcome.Restored;
        var open = ClosureCandidates.OpenOf(end).ToList();
        if (open.Count == 0) return LiquidationOutcome.FullClosure;
        var isHeldBack = open.Exists(exposure => ClosureCandidates.FaultOf(end, exposure) is not null)
            || candidates.Any(candidate => end.SearchOf(candidate) is { HasAll: true } search && IsLimited(search, candidate.Any(exposure => IsUsed(end, exposure))));
        return isHeldBack ? LiquidationOutcome.Limited : LiquidationOutcome.Exhausted;
    }

    /// <summary>
    /// Whether limits alone keep a set from being closed further: either not a part passes, or parts that pass still help. In a market that others have just used closing is dearer than it will be: that is worth waiting for.
    /// </summary>
    private static bool IsLimited(ClosureSearch search, bool isUsed)
    {
        var reason = search.Find(Amount.Zero).Reason;
        return reason is null or RejectionReason.Limit || (isUsed && reason == RejectionReason.CostsMoreThanItRelieves);
    }

    private static bool IsUsed(LiquidationBook book, int exposure) => book.Markets[exposure].UsedInWindow.IsPositive;

    private static IEnumerable<RejectedAlternative> UnclosableOf(LiquidationBook start) =>
        from exposure in ClosureCandidates.OpenOf(start)
        let fault = ClosureCandidates.FaultOf(start, exposure)
        where fault is not null
        select new RejectedAlternative([start.Input.Exposures[exposure].Contract.Contract.Id], fault.Value, [], null, null, null);

    /// <summary>Why a candidate is not closed, or not alone; null when it alone is the plan.</summary>
    private static RejectedAlternative? RejectionOf(ClosurePath path, ImmutableArray<int> candidate, ClosurePath alone)
    {
        var start = path.Start;
        var contracts = ClosureSet.Of(start, candidate).ContractsIn(start);
        if (!alone.Moves.IsEmpty)
        {
            if (alone.End.Closed.SequenceEqual(path.End.Closed)) return null;
            return Of(alone.End, alone.IsRestored ? RejectionReason.CostsMore : RejectionReason.NotEnough);
        }

        var found = start.SearchOf(candidate).Find(Amount.Zero);
        return found.After is { } after ? Of(after, found.Reason!.Value) : new RejectedAlternative(contracts, found.Reason!.Value, [], null, null, null);

        RejectedAlternative Of(LiquidationBook after, RejectionReason reason) =>
            new(contracts, reason, [.. candidate.Select(exposure => TradeOf(start, after, exposure))], start.Equity - after.Equity, after.Equity, after.Required);
    }

    private static Quantity TradeOf(LiquidationBook before, LiquidationBook after, int exposure) => after.Input.Exposures[exposure].Position.Quantity - before.Input.Exposures[exposure].Position.Quantity;

    private static LiquidationPlan PlanOf(ClosurePath path, LiquidationOutcome outcome, ImmutableArray<RejectedAlternative> rejected)
    {
        var (start, end, before) = (path.Start, path.End, path.Start);
        var steps = ImmutableArray.CreateBuilder<LiquidationStep>(path.Moves.Length);
        foreach (var move in path.Moves)
        {
            var after = move.After!;
            steps.Add(new LiquidationStep
            {
                Legs = before.LegsOf(move.Closures),
                EquityBefore = before.Equity,
                EquityAfter = after.Equity,
                RequiredBefore = before.Required,
                RequiredAfter = after.Required,
            });
            before = after;
        }

        return new LiquidationPlan
        {
            Account = start.Input.Account,
            Target = start.Request.Terms.Target,
            Outcome = outcome,
            EquityBefore = start.Equity,
            RequiredBefore = start.Required,
            EquityAfter = end.Equity,
            RequiredAfter = end.Required,
            Steps = steps.MoveToImmutable(),
            Rejected = rejected,
            SnapshotVersions = start.Input.Exposures.DistinctBy(exposure => exposure.Market).ToImmutableSortedDictionary(exposure => exposure.Market, exposure => exposure.Snapshot.Version),
            UnreliableMarkets = [.. ClosureCandidates.OpenOf(start).Where(exposure => ClosureCandidates.FaultOf(start, exposure) == RejectionReason.MarkUnreliable).Select(exposure => start.Input.Exposures[exposure].Market).Distinct()],
        };
    }
}
