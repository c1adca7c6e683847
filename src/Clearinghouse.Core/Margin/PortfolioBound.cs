using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// An upper bound of the maintenance margin of portfolios, in floating point and without a statement: the worst day in place of the tail's mean, short options without netting, every market's grid added up.
/// Who has more than the bound is covered, whatever the exact statement says; the others are asked for it. Not thread-safe: it holds room to work in.
/// </summary>
internal sealed class PortfolioBound
{
    private readonly PortfolioMarginParameters _parameters;
    private readonly ScenarioSet _scenarios;
    private readonly double[] _joint;
    private readonly double[] _grid;

    public PortfolioBound(PortfolioMarginParameters parameters, ScenarioSet scenarios)
    {
        (_parameters, _scenarios) = (parameters, scenarios);
        (_joint, _grid) = (new double[scenarios.History.Dates.Length + scenarios.Stress.Length], new double[ScenarioVector.Padded(scenarios.Grid.Length)]);
    }

    /// <summary>The bound, in money; not negative.</summary>
    /// <param name="contracts">What is held, those of a market next to one another.</param>
    /// <param name="quantities">Contracts; negative short.</param>
    public double Of(ReadOnlySpan<ContractBound> contracts, ReadOnlySpan<double> quantities)
    {
        Array.Clear(_joint);
        var (grids, gross, charges) = (0.0, 0.0, 0.0);
        for (var i = 0; i < contracts.Length;)
        {
            var first = i;
            Array.Clear(_grid);
            for (; i < contracts.Length && ReferenceEquals(contracts[i].Snapshot, contracts[first].Snapshot); i++)
            {
                var (contract, held) = (contracts[i], quantities[i]);
                ScenarioVector.AddScaled(_joint, contract.Joint, -held);
                ScenarioVector.AddScaled(_grid, contract.Grid, -held);
                gross += Math.Max(held * contract.Unit.Long, -held * contract.Unit.Short);
            }

            grids += Math.Max(0, ScenarioVector.Max(_grid));
            charges += Charges(contracts[first..i], quantities[first..i]);
        }

        var scan = Math.Max(grids, _joint.Length == 0 ? 0 : ScenarioVector.Max(_joint));
        return _parameters.MaintenanceFactor * (Math.Max(scan, _parameters.GrossFloorShare * gross) + charges);
    }

    /// <summary>Short options without netting, basis, and concentration of one market.</summary>
    private double Charges(ReadOnlySpan<ContractBound> contracts, ReadOnlySpan<double> quantities)
    {
        var (shorts, longLinear, shortLinear, net) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < contracts.Length; i++)
        {
            var units = quantities[i] * contracts[i].Multiplier;
            net += units;
            if (contracts[i].IsOption) shorts += Math.Max(0, -units);
            else if (units > 0) longLinear += units * contracts[i].MarkPrice;
            else shortLinear -= units * contracts[i].MarkPrice;
        }

        var (risk, index) = (contracts[0].Risk, contracts[0].IndexPrice);
        var charge = (shorts * index * risk.ShortOptionRate.ToDouble()) + (Math.Min(longLinear, shortLinear) * risk.BasisRate.ToDouble());
        var (depth, notional) = (risk.DepthNotional.ToDouble(), Math.Abs(net) * index);
        return depth <= 0 || notional <= depth ? charge : charge + (notional * _scenarios.ScanRangeOf(risk.DailyVolatility.ToDouble()) * (Math.Sqrt(notional / depth) - 1));
    }
}
