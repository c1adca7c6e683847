using Clearinghouse.Core.Scenarios;

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
        (_joint, _grid) = (new double[ScenarioVector.Padded(scenarios.History.Dates.Length + scenarios.Stress.Length)], new double[ScenarioVector.Padded(scenarios.Grid.Length)]);
    }

    /// <summary>The bound, in money; not negative.</summary>
    /// <param name="contracts">What is held, those of a market next to one another.</param>
    /// <param name="quantities">Contracts; negative short.</param>
    public double Of(ReadOnlySpan<ContractBound> contracts, ReadOnlySpan<double> quantities)
    {
        var scan = WorstJoint(contracts, quantities);
        var (grids, gross, charges) = (0.0, 0.0, 0.0);
        for (var (from, to) = (0, 0); from < contracts.Length; from = to)
        {
            for (to = from; to < contracts.Length && ReferenceEquals(contracts[to].Market, contracts[from].Market); to++)
                gross += Math.Max(quantities[to] * contracts[to].Terms.Long, -quantities[to] * contracts[to].Terms.Short);
            grids += WorstOfGrid(contracts[from..to], quantities[from..to]);
            charges += Charges(contracts[from..to], quantities[from..to]);
        }

        return _parameters.MaintenanceFactor * (Math.Max(Math.Max(grids, scan), _parameters.GrossFloorShare * gross) + charges);
    }

    /// <summary>The largest loss of a past day, or of a stress event as far as it counts: what all markets share.</summary>
    private double WorstJoint(ReadOnlySpan<ContractBound> contracts, ReadOnlySpan<double> held)
    {
        const int atOnce = 5;
        var i = 0;
        if (contracts.Length < atOnce) Array.Clear(_joint);
        for (; i + atOnce <= contracts.Length; i += atOnce)
        {
            ScenarioVector.Combine(
                _joint,
                adds: i > 0,
                contracts[i].Array.PaddedJoint,
                -held[i],
                contracts[i + 1].Array.PaddedJoint,
                -held[i + 1],
                contracts[i + 2].Array.PaddedJoint,
                -held[i + 2],
                contracts[i + 3].Array.PaddedJoint,
                -held[i + 3],
                contracts[i + 4].Array.PaddedJoint,
                -held[i + 4]);
        }

        for (; i < contracts.Length; i++) ScenarioVector.AddScaled(_joint, contracts[i].Array.PaddedJoint, -held[i]);
        var days = _joint.AsSpan(0, _scenarios.History.Dates.Length);
        return Math.Max(ScenarioVector.MaxAndLow(days).Max, PortfolioScan.WorstEvent(_scenarios, _joint).Loss);
    }

    /// <summary>The largest loss of one market's grid; not negative.</summary>
    private double WorstOfGrid(ReadOnlySpan<ContractBound> market, ReadOnlySpan<double> held)
    {
        if (market.Length == 1) return GridLoss.Of(market[0].Array, held[0]);
        Array.Clear(_grid);
        for (var i = 0; i < market.Length; i++) ScenarioVector.AddScaled(_grid, market[i].Array.WeightedGrid, -held[i]);
        return Math.Max(0, ScenarioVector.Max(_grid));
    }

    /// <summary>Short options without netting, basis, and concentration of one market.</summary>
    private static double Charges(ReadOnlySpan<ContractBound> contracts, ReadOnlySpan<double> quantities)
    {
        var (shorts, longLinear, shortLinear, net) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < contracts.Length; i++)
        {
            var terms = contracts[i].Terms;
            var units = quantities[i] * terms.Multiplier;
            net += units;
            shorts += terms.Options * Math.Max(0, -units);
            longLinear += terms.LinearMarkPrice * Math.Max(0, units);
            shortLinear += terms.LinearMarkPrice * Math.Max(0, -units);
        }

        var market = contracts[0].Market;
        return (shorts * market.IndexPrice * market.ShortOptionRate)
            + (Math.Min(longLinear, shortLinear) * market.BasisRate)
            + Contingencies.Concentration(Math.Abs(net) * market.IndexPrice, market);
    }
}
