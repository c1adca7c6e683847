using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// Auto-deleveraging that leaves the lowest highest leverage. Baskets above one level are cut down to it (<see cref="LeverageLevel"/>): far enough to close what must be closed, and to let those who are cut give up the
/// deficit without ending more levered or worse margined than before. They give it up at one rate per notional closed, except who would end worse margined, who gives what it can. The pool's own book takes the
/// closed positions at the mark. The idea of water-filling is that of arXiv 2603.15963; how the deficit is divided is this project's.
/// </summary>
public static class MinimaxDeleveraging
{
    private static readonly Amount Unit = Amount.FromRaw(1);

    /// <summary>Plans a deleveraging. What baskets and equity can't provide is left open in the plan, never taken.</summary>
    /// <param name="request">What to achieve.</param>
    /// <param name="requirement">The margin engine.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or an account occurs twice.</exception>
    public static DeleveragingPlan Plan(DeleveragingRequest request, BasketRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(requirement);
        if (request.FindFault() is { } fault) throw new ArgumentException(fault, nameof(request));
        var before = request.Accounts.ToDictionary(account => account.Account, account => requirement(account, [.. account.Legs.Select(leg => leg.Quantity)]));
        var leftOut = new Dictionary<AccountId, Amount>();
        var (cover, step) = (request.Deficit, Amount.Zero);
        while (true)
        {
            ImmutableArray<DeleveragingAccount> eligible = [.. request.Accounts.Where(account => !leftOut.ContainsKey(account.Account))];
            var most = LeverageLevel.MostOf(eligible, request.MaxHaircut);
            var deepest = request.MaxHaircut is null ? most : most + Unit;

            // Beyond all bounds nobody gives more, however much is closed.
            if (request.MaxHaircut is not null && step.IsZero) cover = Amount.Min(request.Deficit, most);
            var cuts = Cuts.At(request, cover, eligible);
            Amount[] after = [.. eligible.Select((account, i) => cuts.Reductions[i].IsZero ? before[account.Account] : requirement(account, [.. cuts.Legs[i].Select(leg => leg.Left)]))];
            if (LeaveOut(eligible, before, after, leftOut)) continue;

            ImmutableArray<Amount> limits = [.. eligible.Select((account, i) => MostHaircut(account.Notional, account.Equity, cuts.Reductions[i], before[account.Account], after[i], request.MaxHaircut))];
            var missing = Amount.Min(request.Deficit, most) - limits.Aggregate(Amount.Zero, (sum, limit) => sum + limit);

            if (!missing.IsPositive || cover >= deepest) return PlanOf(request, cover, cuts, limits, before, after, leftOut);

            // Rounding to lots can leave limits a little below what the level promised: cut deeper, twice as much each time, because limits grow lot by lot. Beyond what all
            // together can give, everything is closed: where requirements shrink slower than baskets, only that lets everybody give its bound.
            step = Amount.Min(deepest - cover, Amount.Max(missing, step + step));
            cover += step;
        }
    }

    /// <summary>The most an account can give up: as much of its equity as its net notional shrinks by, and as its requirement shrinks by, and no more than the bound; rounded down in its favour.</summary>
    internal static Amount MostHaircut(Amount notional, Amount equity, Amount reduction, Amount before, Amount after, Ratio? maxHaircut)
    {
        var levered = Amount.Min(LeverageLevel.MostGiven(notional, equity, reduction), LeverageLevel.BoundOf(equity, maxHaircut));
        return before.IsPositive ? Amount.Min(levered, LeverageLevel.MostGiven(before, equity, before - after)) : levered;
    }

    /// <summary>Leaves out whose requirement would rise; false when nobody's would.</summary>
    private static bool LeaveOut(ImmutableArray<DeleveragingAccount> eligible, Dictionary<AccountId, Amount> before, Amount[] after, Dictionary<AccountId, Amount> leftOut)
    {
        var known = leftOut.Count;
        for (var i = 0; i < after.Length; i++)
            if (after[i] > before[eligible[i].Account]) leftOut.Add(eligible[i].Account, after[i]);
        return leftOut.Count > known;
    }

    private static DeleveragingPlan PlanOf(
        DeleveragingRequest request, Amount cover, Cuts cuts, ImmutableArray<Amount> limits, Dictionary<AccountId, Amount> before, Amount[] after, Dictionary<AccountId, Amount> leftOut)
    {
        var rate = HaircutRate.For(cuts.Reductions, limits, request.Deficit);
        var haircuts = HaircutRate.HaircutsAt(cuts.Reductions, limits, rate, request.Deficit);
        var indexes = cuts.Accounts.Select((account, i) => (account.Account, i)).ToDictionary(pair => pair.Account, pair => pair.i);
        var lines = request.Accounts.Select(account => indexes.TryGetValue(account.Account, out var i)
            ? new DeleveragingLine
            {
                Account = account.Account,
                Notional = account.Notional,
                Equity = account.Equity,
                Reduction = cuts.Reductions[i],
                Haircut = haircuts[i],
                MostHaircut = limits[i],
                RequirementBefore = before[account.Account],
                RequirementAfter = after[i],
                Legs = cuts.Legs[i],
                Reason = ReasonOf(cuts.Reductions[i], limits[i], rate),
            }
            : LeftOutLine(account, before[account.Account], leftOut[account.Account]));
        return new DeleveragingPlan(DeleveragingCertificate.Seal(request.Default, request.RequiredReduction, request.Deficit, cover, cuts.Level, rate, [.. lines], request.MaxHaircut));
    }

    /// <summary>Why an account is cut by so much and gives no more than its limit.</summary>
    internal static DeleveragingReason ReasonOf(Amount reduction, Amount limit, AmountFraction? rate)
    {
        if (reduction.IsZero) return DeleveragingReason.BelowLevel;
        return rate is null || rate.CompareQuotient(limit, reduction) < 0 ? DeleveragingReason.HaircutLimited : DeleveragingReason.Reduced;
    }

    private static DeleveragingLine LeftOutLine(DeleveragingAccount account, Amount before, Amount wouldBe) => new()
    {
        Account = account.Account,
        Notional = account.Notional,
        Equity = account.Equity,
        Reduction = Amount.Zero,
        Haircut = Amount.Zero,
        MostHaircut = Amount.Zero,
        RequirementBefore = before,
        RequirementAfter = wouldBe,
        Legs = [.. account.Legs.Select(leg => new LegClosure(leg.Market, leg.Contract, leg.Quantity, leg.Lot, Quantity.Zero))],
        Reason = DeleveragingReason.LeftOut,
    };

    /// <summary>The cuts that close and cover enough.</summary>
    private sealed record Cuts(ImmutableArray<DeleveragingAccount> Accounts, AmountFraction Level, ImmutableArray<Amount> Reductions, ImmutableArray<ImmutableArray<LegClosure>> Legs)
    {
        public static Cuts At(DeleveragingRequest request, Amount cover, ImmutableArray<DeleveragingAccount> accounts)
        {
            var required = request.RequiredReduction;
            var enough = LeverageLevel.ForReduction(accounts, required);
            var exact = LeverageLevel.CutsOf(accounts, required, enough);
            var level = LeverageLevel.ForCover(accounts, exact, cover, enough, request.MaxHaircut);
            var reductions = ReferenceEquals(level, enough) ? exact : LeverageLevel.CutsAt(accounts, level);
            return new Cuts(accounts, level, reductions, LegSplit.Of(accounts, reductions));
        }
    }
}
