using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Finds liquidation prices by asking the policy itself at moved prices: whatever the policy, the answer is the engine's own. Marks move with the index in proportion; options are repriced at their implied volatility.
/// </summary>
public static class LiquidationSearch
{
    private const double FarthestFactor = 100;
    private const int StepsPerSide = 120;
    private const int Halvings = 50;

    /// <summary>One point per market of the account, in order.</summary>
    public static ImmutableArray<LiquidationPoint> Find(MarginInput input, IMarginPolicy policy) =>
        [.. input.Exposures.Select(exposure => exposure.Market).Distinct().Order().Select(market => Find(input, policy, market))];

    private static LiquidationPoint Find(MarginInput input, IMarginPolicy policy, MarketId market)
    {
        var snapshot = input.Exposures.First(exposure => exposure.Market == market).Snapshot;
        var now = snapshot.IndexPrice;
        if (!IsCovered(1)) return new LiquidationPoint(market, now, now, 0, 0);
        if (Nearest() is not { } factor) return new LiquidationPoint(market, now, null, null, null);
        var sigma = (double)(snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDecimal();
        return new LiquidationPoint(market, now, Price.FromDouble(now.ToDouble() * factor, Rounding.HalfEven), factor - 1, Math.Abs(Math.Log(factor)) / sigma);

        bool IsCovered(double at) => policy.Evaluate(Moved(input, market, at)).IsMaintenanceCovered;

        // Walks outwards on both sides in equal steps of log price, so that the nearest crossing is found also where several exist; then halves the step.
        double? Nearest()
        {
            var step = Math.Log(FarthestFactor) / StepsPerSide;
            for (var i = 1; i <= StepsPerSide; i++)
            {
                foreach (var side in (double[])[-step, step])
                    if (!IsCovered(Math.Exp(i * side))) return Halve((i - 1) * side, i * side);
            }

            return null;
        }

        double Halve(double covered, double shorted)
        {
            for (var i = 0; i < Halvings; i++)
            {
                var middle = (covered + shorted) / 2;
                if (IsCovered(Math.Exp(middle))) covered = middle;
                else shorted = middle;
            }

            return Math.Exp(shorted);
        }
    }

    /// <summary>The same account with one market's prices multiplied.</summary>
    private static MarginInput Moved(MarginInput input, MarketId market, double factor)
    {
        if (factor.Equals(1.0)) return input;
        var first = input.Exposures.First(exposure => exposure.Market == market);
        var snapshot = SnapshotMove.Multiply(first.Snapshot, factor);
        var risk = first.Risk is null ? null : RiskArrayBuilder.Build(snapshot, first.Risk.Scenarios);
        return input with
        {
            Collateral = input.Collateral?.With(snapshot),
            Exposures =
            [
                .. input.Exposures.Select(exposure => exposure.Market != market
                    ? exposure
                    : exposure with { Snapshot = snapshot, Contract = snapshot.Find(exposure.Contract.Contract.Id)!, Risk = risk }),
            ],
        };
    }
}
