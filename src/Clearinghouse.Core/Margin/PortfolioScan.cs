using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// What a portfolio loses in every scenario. Held positions count with their sign; trades in flight count where they lose and never where they gain, since each may happen or not: an upper bound for whichever of them do.
/// </summary>
internal sealed class PortfolioScan
{
    private readonly PortfolioMarginParameters _parameters;
    private readonly ScenarioSet _scenarios;
    private readonly SortedDictionary<MarketId, double[]> _grids = [];
    private readonly double[] _historical;
    private readonly double[] _stress;

    public PortfolioScan(PortfolioMarginParameters parameters, ScenarioSet scenarios)
    {
        (_parameters, _scenarios) = (parameters, scenarios);
        _historical = new double[scenarios.History.Dates.Length];
        _stress = new double[scenarios.Stress.Length];
    }

    /// <summary>Adds contracts: held ones signed, those that trades in flight may buy or sell as counts.</summary>
    public void Add(MarketId market, RiskArray array, double held, double pendingBuys, double pendingSells)
    {
        if (!_grids.TryGetValue(market, out var grid)) _grids[market] = grid = new double[_scenarios.Grid.Length];
        Add(grid, array.Grid, held, pendingBuys, pendingSells);
        Add(_historical, array.Historical, held, pendingBuys, pendingSells);
        Add(_stress, array.Stress, held, pendingBuys, pendingSells);
    }

    /// <summary>The loss that margin must cover, not negative, and the scenario that decides it.</summary>
    public (double Loss, string? Scenario) Measure()
    {
        var (gridLoss, gridName) = MeasureGrids();
        var (stressLoss, stressName) = MeasureStress();
        var worstDay = IndexOfMax(_historical);
        var historicalName = worstDay < 0 ? null : $"{_scenarios.History.Dates[worstDay]:yyyy-MM-dd}, rescaled";
        var historicalLoss = TailLoss.Of(_historical, _parameters.Statistic, _parameters.Confidence);
        var worst = Math.Max(gridLoss, Math.Max(historicalLoss, stressLoss));
        if (worst <= 0) return (0, null);
        return (worst, worst == historicalLoss ? historicalName : worst == gridLoss ? gridName : stressName);
    }

    /// <summary>
    /// Without history nothing is known of how markets move together, so their grids add up; with it, the days say so, and a grid is for one market's own gap.
    /// </summary>
    private (double Loss, string? Name) MeasureGrids()
    {
        var (sum, max, name, names) = (0.0, 0.0, (string?)null, new List<string>());
        foreach (var (market, losses) in _grids)
        {
            var (worst, at) = (0.0, -1);
            for (var s = 0; s < losses.Length; s++)
                if (losses[s] * _scenarios.Grid[s].Weight > worst) (worst, at) = (losses[s] * _scenarios.Grid[s].Weight, s);
            sum += worst;
            if (at >= 0) names.Add($"{market}: {_scenarios.Grid[at].Name}");
            if (worst > max) (max, name) = (worst, names[^1]);
        }

        return _historical.Length == 0 ? (sum, string.Join("; ", names)) : (max, name);
    }

    private (double Loss, string? Name) MeasureStress()
    {
        var (worst, name) = (0.0, (string?)null);
        for (var s = 0; s < _stress.Length; s++)
            if (_stress[s] * _scenarios.Stress[s].Weight > worst) (worst, name) = (_stress[s] * _scenarios.Stress[s].Weight, _scenarios.Stress[s].Name);
        return (worst, name);
    }

    private static void Add(double[] losses, ReadOnlySpan<double> profits, double held, double pendingBuys, double pendingSells)
    {
        if (held != 0) ScenarioVector.AddScaled(losses, profits, -held);
        if (pendingBuys != 0) ScenarioVector.AddScaledPositive(losses, profits, -pendingBuys);
        if (pendingSells != 0) ScenarioVector.AddScaledPositive(losses, profits, pendingSells);
    }

    private static int IndexOfMax(double[] losses)
    {
        var at = -1;
        for (var s = 0; s < losses.Length; s++)
            if (at < 0 || losses[s] > losses[at]) at = s;
        return at;
    }
}
