using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Liquidation.LiquidationBooks;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>The planner beside a reference that tries everything: small books over three contracts, up to nine lots each. docs/default-management.md says the same numbers.</summary>
public sealed class ExhaustiveComparisonTests
{
    private const int Books = 300;

    [Theory]
    [InlineData(MarginMode.Cross, 300, 1.0001, 1.001)]
    [InlineData(MarginMode.Portfolio, 286, 1.005, 1.24)]
    public void ThePlan_IsNearlyTheCheapestThereIs(MarginMode mode, int optimal, double meanAtMost, double worstAtMost)
    {
        var random = new Random(11);
        var (ratios, missed) = (new List<double>(), 0);
        for (var i = 0; i < Books; i++)
        {
            int[] lots = [random.Next(-9, 10), random.Next(-9, 10), 0, random.Next(-9, 10)];
            var terms = new LiquidationTerms { MaxDepthFraction = Ratio.One, Impact = i % 2 == 0 ? ImpactShape.SquareRoot : ImpactShape.Linear };
            var request = Request(mode, lots, random.Next(30, 100), terms, random.Next(300, 3000), random.Next(300, 3000), R("0.0005"));
            if (request.Input.Exposures.IsEmpty || CheapestOf(request, lots) is not { } cheapest) continue;
            var plan = LiquidationPlanner.Plan(request);
            if (plan.Outcome == LiquidationOutcome.Restored) ratios.Add(plan.ExpectedCost.ToDouble() / cheapest);
            else missed++;
        }

        Assert.Equal(Books, ratios.Count);
        Assert.All(ratios, ratio => Assert.True(ratio > 1 - 1e-9));
        Assert.Equal(optimal, ratios.Count(ratio => ratio < 1.0001));
        Assert.InRange(ratios.Average(), 1 - 1e-9, meanAtMost);
        Assert.InRange(ratios.Max(), 1 - 1e-9, worstAtMost);
        Assert.Equal(0, missed);
    }

    /// <summary>The least cost of any closure that ends at the target with no more risk than before; null when none does.</summary>
    private static double? CheapestOf(LiquidationRequest request, int[] lots)
    {
        var (before, least) = (request.Policy.Evaluate(request.Input), (double?)null);
        foreach (var left in Closures(lots))
        {
            var closed = lots.Select((held, i) => (i == 3 ? 13.0 : 10.0) * Math.Abs(held - left[i])).ToArray();
            var (btc, eth) = (request.Markets[0], request.Markets[1]);
            var (btcClosed, ethClosed) = (closed[0] + closed[1], closed[3]);
            if (btcClosed > btc.DepthNotional.ToDouble() || ethClosed > eth.DepthNotional.ToDouble()) continue;
            var cost = CostOf(request, btc, btcClosed) + CostOf(request, eth, ethClosed);
            if (cost >= least) continue;
            var after = request.Policy.Evaluate(InputOf(request.Input.Terms.Mode, left) with { Cash = request.Input.Cash });
            if (after.Equity.ToDouble() - cost < RequiredOf(after, request.Terms).ToDouble()) continue;
            if (RiskOf(after, request.Terms) <= RiskOf(before, request.Terms) + 1e-9) least = cost;
        }

        return least;
    }

    private static double CostOf(LiquidationRequest request, MarketLiquidity market, double notional) =>
        notional > 0 ? NaiveCost.Of(request.Terms, notional, market.DepthNotional.ToDouble(), market.HalfSpread.ToDouble()) : 0;

    private static IEnumerable<int[]> Closures(int[] lots) =>
        from a in Between(lots[0])
        from b in Between(lots[1])
        from d in Between(lots[3])
        select new[] { a, b, 0, d };

    private static IEnumerable<int> Between(int held) => Enumerable.Range(Math.Min(held, 0), Math.Abs(held) + 1);
}
