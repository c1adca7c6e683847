using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>Charges for what scenarios do not see: naked short options, basis between contracts of a market, and positions larger than a market absorbs.</summary>
internal static class Contingencies
{
    public static IEnumerable<Contingency> Of(MarginInput input, ScenarioSet scenarios)
    {
        var markets = input.Exposures.GroupBy(exposure => exposure.Market).Select(group => group.ToList()).ToList();
        yield return Sum(MarginComponentKind.ShortOptions, markets, ShortOptions);
        yield return Sum(MarginComponentKind.Basis, markets, Basis);
        yield return Sum(MarginComponentKind.Concentration, markets, (exposures, withPending) => Concentration(exposures, scenarios, withPending));
    }

    private static Contingency Sum(MarginComponentKind kind, List<List<ContractExposure>> markets, Func<List<ContractExposure>, bool, double> charge)
    {
        var (initial, maintenance, most, market) = (0.0, 0.0, 0.0, (MarketId?)null);
        foreach (var exposures in markets)
        {
            var here = charge(exposures, true);
            initial += here;
            maintenance += charge(exposures, false);
            if (here > most) (most, market) = (here, exposures[0].Market);
        }

        return new Contingency(kind, initial, maintenance, market?.Value);
    }

    /// <summary>A rate of the index per option that is short net of those of the same right and expiry: options far out of the money cost next to nothing in scenarios, and can cost much in a gap.</summary>
    private static double ShortOptions(List<ContractExposure> exposures, bool withPending)
    {
        var naked = exposures
            .Where(exposure => exposure.Contract.Contract.Kind == ContractKind.Option)
            .GroupBy(exposure => (exposure.Contract.Contract.Expiry, exposure.Contract.Contract.Right))
            .Sum(group => Math.Max(0, -group.Sum(exposure => UnitsOf(exposure, exposure.Position.Quantity - (withPending ? exposure.PendingSells : Quantity.Zero)))));
        return naked * exposures[0].Snapshot.IndexPrice.ToDouble() * RateOf(RiskOf(exposures).ShortOptionRate);
    }

    /// <summary>A rate of the notional of linear contracts of one market that offset one another: their prices can part.</summary>
    private static double Basis(List<ContractExposure> exposures, bool withPending)
    {
        var (longs, shorts) = (0.0, 0.0);
        foreach (var exposure in exposures.Where(exposure => exposure.Contract.Contract.Kind != ContractKind.Option))
        {
            var mark = exposure.Contract.MarkPrice.ToDouble();
            longs += mark * Math.Max(0, UnitsOf(exposure, withPending ? exposure.Longest : exposure.Position.Quantity));
            shorts += mark * Math.Max(0, UnitsOf(exposure, withPending ? exposure.Shortest : -exposure.Position.Quantity));
        }

        // A single contract that trades in flight can turn either way offsets nothing.
        var isSingle = exposures.Count(exposure => exposure.Contract.Contract.Kind != ContractKind.Option) < 2;
        return isSingle ? 0 : Math.Min(longs, shorts) * RateOf(RiskOf(exposures).BasisRate);
    }

    /// <summary>
    /// A net position of n times what the market absorbs takes n holding periods to close, so its volatility is √n as large: the scan range × notional × (√n − 1).
    /// </summary>
    private static double Concentration(List<ContractExposure> exposures, ScenarioSet scenarios, bool withPending)
    {
        var (risk, depth) = (RiskOf(exposures), RiskOf(exposures).DepthNotional.ToDouble());
        if (depth <= 0) return 0;
        var net = exposures.Sum(exposure => UnitsOf(exposure, exposure.Position.Quantity));
        var buys = withPending ? exposures.Sum(exposure => UnitsOf(exposure, exposure.PendingBuys)) : 0;
        var sells = withPending ? exposures.Sum(exposure => UnitsOf(exposure, exposure.PendingSells)) : 0;
        var notional = Math.Max(Math.Abs(net + buys), Math.Abs(net - sells)) * exposures[0].Snapshot.IndexPrice.ToDouble();
        return notional * scenarios.ScanRangeOf(RateOf(risk.DailyVolatility)) * Math.Max(0, Math.Sqrt(notional / depth) - 1);
    }

    private static double UnitsOf(ContractExposure exposure, Quantity contracts) => contracts.ToDouble() * exposure.Contract.Contract.Multiplier.ToDouble();

    private static RiskParameters RiskOf(List<ContractExposure> exposures) => exposures[0].Snapshot.Parameters.Risk ?? RiskParameters.Default;

    private static double RateOf(Ratio ratio) => (double)ratio.ToDecimal();
}
