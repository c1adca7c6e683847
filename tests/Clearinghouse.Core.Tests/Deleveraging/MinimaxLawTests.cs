using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>What holds of every deleveraging.</summary>
public sealed class MinimaxLawTests
{
    private const int Halvings = 200;
    private static readonly Rational Unit = Rational.From(Amount.FromRaw(1));

    [Fact]
    public void Haircuts_SumToTheDeficit_AndClosuresToWhatIsRequired() => Requests.Sample(request =>
    {
        var plan = MinimaxDeleveraging.Plan(request, Requirement);
        var certificate = plan.Certificate;
        var eligible = certificate.Lines.Where(line => line.Reason != DeleveragingReason.LeftOut).ToList();

        // Whoever has a basket can give up to all its equity, or as much of it as the bound lets it; without one there is nothing to reduce.
        var covered = Amount.Min(request.Deficit, Sum(eligible.Where(line => line.Notional.IsPositive).Select(line => BoundOf(request, line.Equity))));
        Assert.Equal(covered, Sum(plan.Haircuts.Select(haircut => haircut.Gain)));
        Assert.Equal(request.Deficit - covered, plan.UncoveredDeficit);
        Assert.True(certificate.TotalReduction >= Amount.Min(request.RequiredReduction, Sum(eligible.Select(line => line.Notional))));
        if (request.Deficit.IsZero) Assert.Equal(request.RequiredReduction - plan.UnallocatedReduction, certificate.TotalReduction);
    });

    [Fact]
    public void NobodyEndsWorseMargined_OrMoreLevered() => Requests.Sample(request => Assert.All(MinimaxDeleveraging.Plan(request, Requirement).Certificate.Lines, line =>
    {
        var account = request.Accounts.Single(one => one.Account == line.Account);
        var (before, after) = (Requirement(account, [.. line.Legs.Select(leg => leg.Held)]), Requirement(account, [.. line.Legs.Select(leg => leg.Left)]));
        var (equity, left) = (Rational.From(line.Equity), Rational.From(line.Equity - line.Haircut));
        Assert.True(left.Sign >= 0 && line.Haircut <= line.MostHaircut && line.Haircut <= BoundOf(request, line.Equity));
        Assert.True(left * Rational.From(before) >= equity * Rational.From(after));
        Assert.True(Rational.From(line.Notional - line.Reduction) * equity <= Rational.From(line.Notional) * left);
    }));

    [Fact]
    public void Level_IsThatOfBisectionInFractions() => Gen.Select(Accounts, Gen.Int[1, 99]).Sample((accounts, percent) =>
    {
        var required = Sum(accounts.Select(account => account.Notional)).Times(Ratio.FromPpm(percent * 10_000), Rounding.Floor);
        if (!required.IsPositive) return;
        var plan = MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, required, Amount.Zero, accounts), NoRequirement);
        var expected = Bisect(accounts, Rational.From(required));
        Assert.True((expected - plan.Certificate.Level.ToRational()).Abs < Unit);
        Assert.All(plan.Certificate.Lines, line => Assert.True((Cut(line.Notional, line.Equity, plan.Certificate.Level.ToRational()) - Rational.From(line.Reduction)).Abs < Unit));
    });

    [Fact]
    public void ForADeficitAlone_NoHigherLevelCoversIt() => Gen.Select(Accounts, Gen.Int[1, 60]).Sample((accounts, percent) =>
    {
        var deficit = Sum(accounts.Select(account => account.Equity)).Times(Ratio.FromPpm(percent * 10_000), Rounding.Floor);
        var certificate = MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, Amount.Zero, deficit, accounts), NoRequirement).Certificate;
        var level = certificate.Level.ToRational();
        if (deficit > Sum(accounts.Where(account => account.Notional.IsPositive).Select(account => account.Equity))) return; // nobody has so much to give

        // Exactly, an account gives up E (1 − level E / N) at most; the plan rounds its cut up to a unit and what it gives down.
        var rounding = accounts.Where(account => account.Notional.IsPositive).Aggregate(Rational.Zero, (sum, account) => sum + Unit + (Unit * Rational.From(account.Equity) / Rational.From(account.Notional)));
        Assert.True(MostGiven(accounts, level) >= Rational.From(deficit) - rounding);
        Assert.True(MostGiven(accounts, level + Unit) < Rational.From(deficit) + rounding);
    });

    [Fact]
    public void Splitting_AnAccount_ChangesNoTotal() => Gen.Select(Requests, Gen.Int[2, 5]).Sample((request, parts) =>
    {
        var whole = MinimaxDeleveraging.Plan(request, NoRequirement).Certificate;
        var first = request.Accounts[0] with { Legs = [] };
        var weights = Enumerable.Repeat(Amount.One, parts).ToArray();
        var (notionals, equities) = (AmountSplit.LargestRemainder(first.Notional, weights), AmountSplit.LargestRemainder(first.Equity, weights));
        if (notionals.Distinct().Count() > 1 || equities.Distinct().Count() > 1) return; // parts of unequal leverage are another event
        var split = Enumerable.Range(0, parts).Select(i => first with { Account = AccountId.Create($"part{i}"), Notional = notionals[i], Equity = equities[i] });
        var apart = MinimaxDeleveraging.Plan(request with { Accounts = [.. split, .. request.Accounts.Skip(1)] }, NoRequirement).Certificate;

        // Every part rounds by a unit, and a level that covers is in steps of one. What rounds by units moves the cuts by units × leverage, and a step of the level by its step × equity.
        var leverage = request.Accounts.Select(account => account.Leverage.ToRational()).Max();
        var equity = Rational.From(Sum(request.Accounts.Select(account => account.Equity)));
        var tolerance = Unit * 4 * (parts + request.Accounts.Length) * (1 + leverage + equity);
        AssertWithin(tolerance, whole.Lines[0].Reduction, Sum(apart.Lines.Take(parts).Select(line => line.Reduction)));
        AssertWithin(tolerance, whole.Lines[0].Haircut, Sum(apart.Lines.Take(parts).Select(line => line.Haircut)));
        AssertWithin(tolerance, whole.TotalReduction, apart.TotalReduction);

        // Where everybody gives its bound, each part's is rounded.
        AssertWithin(request.MaxHaircut is null ? Rational.Zero : Unit * parts, whole.TotalHaircut, apart.TotalHaircut);

        static void AssertWithin(Rational tolerance, Amount left, Amount right) => Assert.True((Rational.From(left) - Rational.From(right)).Abs <= tolerance, $"{left} and {right}");
    });

    [Fact]
    public void Hedges_Stay_AndContractsCloseToTheLot() => Requests.Sample(request =>
    {
        var lines = MinimaxDeleveraging.Plan(request, Requirement).Certificate.Lines.Where(line => line.Reason != DeleveragingReason.LeftOut).ToList();
        foreach (var leg in lines.SelectMany(line => line.Legs.Select(leg => (line, leg))))
        {
            var exact = leg.line.Notional.IsZero ? Rational.Zero : Rational.From(leg.leg.Held) * Rational.From(leg.line.Reduction) / Rational.From(leg.line.Notional);
            Assert.True((exact - Rational.From(leg.leg.Closed)).Abs < Rational.From(leg.leg.Lot));
            Assert.True(leg.leg.Closed.IsMultipleOf(leg.leg.Lot) && leg.leg.Closed.Abs() <= leg.leg.Held.Abs());
            Assert.True(leg.leg.Closed.IsZero || leg.leg.Closed.Sign == leg.leg.Held.Sign);
        }

        foreach (var side in lines.SelectMany(line => line.Legs.Select(leg => (line, leg))).GroupBy(one => (one.leg.Contract, one.leg.Held.Sign)))
        {
            var exact = side.Where(one => one.line.Reduction.IsPositive).Aggregate(Rational.Zero, (sum, one) => sum + (Rational.From(one.leg.Held) * Rational.From(one.line.Reduction) / Rational.From(one.line.Notional)));
            var closed = side.Aggregate(Quantity.Zero, (sum, one) => sum + one.leg.Closed);
            Assert.True((exact - Rational.From(closed)).Abs <= Rational.From(Q("0.05")) + Unit);
        }
    });

    [Fact]
    public void OneContract_IsClosedByTheRequiredQuantity_ToTheLot() => Gen.Select(Gen.Select(Gen.Int[1, 60], Gen.Int[1, 500]).Array[1, 8], Gen.Int[0, 100]).Sample((holders, percent) =>
    {
        ImmutableArray<DeleveragingAccount> accounts = [.. holders.Select((holder, i) => Account($"a{i}", -holder.Item1, 0, Amount.FromInteger(holder.Item2), Amount.Zero))];
        var lots = holders.Sum(holder => holder.Item1) * percent / 100;
        var plan = MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, P("100") * Quantity.FromRaw(lots * 10_000_000L), Amount.Zero, accounts), Requirement);
        Assert.Equal(Quantity.FromRaw(-lots * 10_000_000L), plan.Certificate.Lines.Aggregate(Quantity.Zero, (sum, line) => sum + line.Legs.Aggregate(Quantity.Zero, (own, leg) => own + leg.Closed)));
    });

    [Fact]
    public void Objective_IsNeverAboveTheQueues() => Requests.Sample(request =>
    {
        var plan = MinimaxDeleveraging.Plan(request, NoRequirement);
        var comparison = DeleveragingComparison.Of(request, plan);
        Assert.True(comparison.Minimax.HighestLeverage <= comparison.Queue.HighestLeverage + 1e-12);
        Assert.Equal(comparison.Minimax.Closed, comparison.Queue.Closed, 1e-6);
        Assert.Equal(0, comparison.Minimax.WorseMargined);
    });

    [Fact]
    public void WhoseRequirementWouldRise_IsLeftOut_AndTheOthersCoverTheDeficit()
    {
        // Closing half of a three-lot position rounds to lots; this engine asks the more the less is held.
        ImmutableArray<DeleveragingAccount> accounts = [Account("odd", 3, 0, A("2"), Amount.Zero), Account("even", 40, 0, A("50"), Amount.Zero)];
        var plan = MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, A("100"), A("10"), accounts), (account, held) => account.Account.Value == "odd" ? A("10") - (P("1") * held[0].Abs()) : Requirement(account, held));
        Assert.Equal([DeleveragingReason.LeftOut, DeleveragingReason.Reduced], plan.Certificate.Lines.Select(line => line.Reason));
        Assert.Equal((A("0"), A("10")), (plan.Certificate.Lines[0].Haircut, plan.Certificate.Lines[1].Haircut));
        Assert.Empty(plan.Certificate.Verify());
    }

    [Fact]
    public void WhoWouldEndWorseMargined_GivesOnlyWhatItCan()
    {
        // 10 % of what is closed is more than a position at leverage 20 can give.
        ImmutableArray<DeleveragingAccount> accounts = [Account("bold", 100, 0, A("50"), Amount.Zero), Account("calm", 100, 0, A("500"), Amount.Zero)];
        var certificate = MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, A("1500"), A("150"), accounts), Requirement).Certificate;
        Assert.Equal([DeleveragingReason.HaircutLimited, DeleveragingReason.Reduced], certificate.Lines.Select(line => line.Reason));
        Assert.Equal((A("1500"), A("150")), (certificate.TotalReduction, certificate.TotalHaircut));
        Assert.True(certificate.Lines[0].LeverageAfter <= certificate.Lines[0].LeverageBefore);
    }

    [Fact]
    public void RequestsOutOfRange_AreBugs()
    {
        var account = Account("a", 1, 0, A("1"), Amount.Zero);
        Assert.Throws<ArgumentException>(() => Plan(account, account));
        Assert.Throws<ArgumentException>(() => Plan(account with { Equity = Amount.Zero }));
        Assert.Throws<ArgumentException>(() => Plan(account with { Notional = A("-1") }));

        static void Plan(params ImmutableArray<DeleveragingAccount> accounts) => MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, Amount.One, Amount.Zero, accounts), NoRequirement);
    }

    private static Amount NoRequirement(DeleveragingAccount account, ImmutableArray<Quantity> held) => Amount.Zero;

    private static Rational Bisect(ImmutableArray<DeleveragingAccount> accounts, Rational required)
    {
        var (low, high) = (Rational.Zero, accounts.Max(account => account.Leverage.ToRational()));
        for (var i = 0; i < Halvings && high - low >= Unit / 4; i++)
        {
            var middle = (low + high) / 2;
            var closed = accounts.Aggregate(Rational.Zero, (sum, account) => sum + Cut(account.Notional, account.Equity, middle));
            if (closed >= required) low = middle;
            else high = middle;
        }

        return low;
    }

    private static Rational Cut(Amount notional, Amount equity, Rational level) => Rational.Max(Rational.Zero, Rational.From(notional) - (level * Rational.From(equity)));

    private static Rational MostGiven(ImmutableArray<DeleveragingAccount> accounts, Rational level) => accounts.Where(account => account.Notional.IsPositive).Aggregate(
        Rational.Zero, (sum, account) => sum + (Rational.From(account.Equity) * Cut(account.Notional, account.Equity, level) / Rational.From(account.Notional)));
}
