using System.Diagnostics;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Benchmarks.Margin;

/// <summary>Measures the liquidation planner, on one core: accounts with six tenths to nine tenths of what their target asks for, in markets of twenty times their positions.</summary>
/// <param name="world">The markets.</param>
/// <param name="repetitions">Of each measurement.</param>
internal sealed class PlanBenchmark(MarginWorld world, int repetitions)
{
    private const int Accounts = 64;
    private const int DepthOfPosition = 20;

    private static readonly LiquidationTerms Terms = new();

    /// <summary>Runs it.</summary>
    public IReadOnlyList<PlanRow> Run()
    {
        (MarginMode, int)[] kinds = [(MarginMode.Cross, 1), (MarginMode.Cross, 3), (MarginMode.Cross, 5), (MarginMode.Portfolio, 1), (MarginMode.Portfolio, 5)];
        return [.. kinds.Select(Measure)];
    }

    private PlanRow Measure((MarginMode Mode, int Positions) kind)
    {
        var requests = Enumerable.Range(0, Accounts).Select(i => RequestOf(kind.Mode == MarginMode.Cross ? world.Perpetuals(kind.Positions) : world.Portfolio(kind.Positions), 60 + (30 * i / Accounts))).ToArray();
        var (times, restored) = (new List<double>(), 0);
        for (var i = 0; i <= repetitions; i++)
        {
            // The first round is warm-up.
            var began = Stopwatch.GetTimestamp();
            restored = requests.Count(request => LiquidationPlanner.Plan(request).Outcome == LiquidationOutcome.Restored);
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / Accounts);
        }

        times.Sort();
        return new PlanRow(kind.Mode.ToString(), kind.Positions, times[times.Count / 2], times[0], times[^1], (double)restored / Accounts);
    }

    private static LiquidationRequest RequestOf(MarginInput input, int percent)
    {
        var required = Terms.RequiredOf(MarginPolicies.Default.Evaluate(input with { Cash = Amount.Zero }));
        var held = input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.Position.Quantity));
        var value = MarginPolicies.Default.Evaluate(input with { Cash = Amount.Zero }).Equity;
        var cash = required.Times(Ratio.FromPpm(percent * 10_000), Rounding.Floor) - value;
        var markets = input.Exposures.Select(exposure => exposure.Market).Distinct().Select(market => new MarketLiquidity(market, Amount.FromRaw(held.Raw * DepthOfPosition), Ratio.FromPpm(500), Amount.Zero));
        return new LiquidationRequest(input with { Cash = cash }, MarginPolicies.Default, Terms, [.. markets]);
    }
}
