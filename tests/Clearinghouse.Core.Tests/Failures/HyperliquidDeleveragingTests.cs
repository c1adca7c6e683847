using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Hyperliquid, 10 October 2025: 19,337 accounts were deleveraged by a queue of single positions ranked by profit and leverage; hedges lost one leg, the median victim had a leverage of 0.2, and winners gave up some $45M more than the deficit of
/// $23M. Here baskets are reduced by risk, hedges in proportion, and what is given up is the deficit to the unit. One event, both ways.
/// </summary>
public sealed class HyperliquidDeleveragingTests
{
    private const int Hedged = 200;
    private const int Outright = 400;

    [Fact]
    public void ThePlan_CoversTheDeficitExactly_AndProvesIt()
    {
        var plan = MinimaxDeleveraging.Plan(Event, Requirement);
        Assert.Equal((Event.Deficit, Amount.Zero), (Sum(plan.Haircuts.Select(haircut => haircut.Gain)), plan.UncoveredDeficit));
        Assert.Empty(plan.Certificate.Verify(Requirement));

        // Not a contract more than asked for, to the lot and rounding.
        Assert.Equal(Event.RequiredReduction, plan.Certificate.TotalReduction);
    }

    [Fact]
    public void TheQueue_CutsHedgesApart_AndThePlanKeepsThem()
    {
        // As exchanges queue: each position by itself, by its own profit. The hedged hold the largest winners, whatever they lose on the other leg.
        var shorts = Event.Accounts.Select(account => (Account: account, Leg: account.Legs[0])).Where(one => one.Leg.Quantity.IsNegative);
        var queue = QueueDeleveraging.Close([.. shorts.Select(one => new QueueEntry(one.Account.Account.Value, ProfitOf(one.Account), LeverageOf(one), NotionalOf(one.Leg)))], Rational.From(Event.RequiredReduction));
        var cut = queue.Order.Where(closure => closure.Closed.Sign > 0).Select(closure => closure.Entry.Name).ToHashSet();
        var severed = Event.Accounts.Where(account => account.Legs.Length == 2 && cut.Contains(account.Account.Value)).ToList();
        Assert.Equal(Hedged, severed.Count);
        Assert.All(severed, account => Assert.True(Requirement(account, [Quantity.Zero, account.Legs[1].Quantity]) > Requirement(account, [.. account.Legs.Select(leg => leg.Quantity)])));

        var plan = MinimaxDeleveraging.Plan(Event, Requirement);
        foreach (var line in plan.Certificate.Lines.Where(line => line.Legs.Length == 2))
        {
            // In proportion, to a lot: what hedged before hedges after.
            var (near, far) = (line.Legs[0], line.Legs[1]);
            Assert.True(line.RequirementAfter <= line.RequirementBefore);
            Assert.True(((Rational.From(near.Closed) / Rational.From(near.Held)) - (Rational.From(far.Closed) / Rational.From(far.Held))).Abs < Rational.From(Q("0.1")) * 2);
        }
    }

    [Fact]
    public void NobodyEndsWorseMargined_AndHighLeverageIsCutBeforeHighProfit()
    {
        var deep = Event with { Deficit = Sum(Event.Accounts.Select(account => account.Equity)).Times(R("0.15"), Rounding.Floor) };
        var plan = MinimaxDeleveraging.Plan(deep, Requirement);
        var comparison = DeleveragingComparison.Of(deep, plan);
        Assert.Equal((deep.Deficit, Amount.Zero), (plan.Certificate.TotalHaircut, plan.UncoveredDeficit));
        Assert.Equal(0, comparison.Minimax.WorseMargined);
        Assert.True(comparison.Queue.WorseMargined > 0);
        Assert.True(comparison.Minimax.HighestLeverage < comparison.Queue.HighestLeverage);
        foreach (var line in plan.Certificate.Lines)
        {
            // Equity over requirement after is no less than before.
            Assert.True(Rational.From(line.Equity - line.Haircut) * Rational.From(line.RequirementBefore) >= Rational.From(line.Equity) * Rational.From(line.RequirementAfter));
        }

        var leverages = plan.Touched.Select(line => line.LeverageBefore).Order().ToList();
        Assert.True(leverages[leverages.Count / 2] > 5, $"the median of those touched has a leverage of {leverages[leverages.Count / 2]}");
    }

    /// <summary>Shorts that gained in a crash: hedged ones with large profits and low risk, and outright ones at leverage 0.2 to 20 with small ones.</summary>
    private static DeleveragingRequest Event { get; } = Crash();

    private static DeleveragingRequest Crash()
    {
        var random = new Random(20251010);
        var hedged = Enumerable.Range(0, Hedged).Select(i => Account($"hedged{i}", -1000, 980, A("1200"), A("3000")));
        var outright = Enumerable.Range(0, Outright).Select(i =>
        {
            var lots = random.Next(100, 2000);
            return Account($"outright{i}", -lots, 0, Amount.FromDouble(lots * 10 / (0.2 + (random.NextDouble() * 20)), Rounding.HalfEven), Amount.FromInteger(lots / 10));
        });
        ImmutableArray<DeleveragingAccount> accounts = [.. hedged, .. outright];
        return new DeleveragingRequest(Cause, A("2200000"), Sum(accounts.Select(account => account.Equity)).Times(R("0.001"), Rounding.Floor), accounts);
    }

    private static Rational ProfitOf(DeleveragingAccount account) => Rational.From(account.Profit) / NotionalOf(account.Legs[0]);

    private static Rational LeverageOf((DeleveragingAccount Account, BasketLeg Leg) one) => NotionalOf(one.Leg) / Rational.From(one.Account.Equity);

    private static Rational NotionalOf(BasketLeg leg) => Rational.From((P("100") * leg.Quantity).Abs());
}
