namespace Clearinghouse.Core.Scenarios;

/// <summary>
/// Profit (positive) or loss of one contract held long, in money, in every scenario that concerns it. The idea of SPAN's risk arrays: a contract is priced once per snapshot, a portfolio only multiplies and adds.
/// </summary>
public sealed class RiskArray
{
    private readonly double[] _joint;
    private readonly double[] _grid;
    private readonly double[] _weightedGrid;
    private readonly int _days;
    private readonly int _events;
    private readonly int _steps;

    /// <summary>An array of what a contract makes in every scenario.</summary>
    /// <param name="grid">By scenario of the market's grid, not weighted.</param>
    /// <param name="historical">By date.</param>
    /// <param name="stress">By stress event, not weighted.</param>
    /// <param name="delta">Profit per relative move of the market's price, to first order.</param>
    /// <param name="scenarios">The scenarios, with the weights of the grid.</param>
    public RiskArray(double[] grid, double[] historical, double[] stress, double delta, ScenarioSet scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(historical);
        ArgumentNullException.ThrowIfNull(stress);
        (_days, _events, _steps, Delta) = (historical.Length, stress.Length, grid.Length, delta);
        _joint = new double[ScenarioVector.Padded(_days + _events)];
        historical.CopyTo(_joint, 0);
        stress.CopyTo(_joint, _days);
        _grid = new double[ScenarioVector.Padded(_steps)];
        grid.CopyTo(_grid, 0);
        _weightedGrid = new double[_grid.Length];
        for (var s = 0; s < _steps; s++) _weightedGrid[s] = grid[s] * scenarios.Grid[s].Weight;
        (LeastGridProfit, LargestGridProfit) = (Math.Min(0, ScenarioVector.Min(_weightedGrid)), Math.Max(0, ScenarioVector.Max(_weightedGrid)));
    }

    /// <summary>Profit per relative move of the market's price, to first order: for a linear contract its notional.</summary>
    public double Delta { get; }

    /// <summary>By scenario of the market's own grid.</summary>
    public ReadOnlySpan<double> Grid => _grid.AsSpan(0, _steps);

    /// <summary>By past day, the same in every market.</summary>
    public ReadOnlySpan<double> Historical => _joint.AsSpan(0, _days);

    /// <summary>By stress event, the same in every market.</summary>
    public ReadOnlySpan<double> Stress => _joint.AsSpan(_days, _events);

    /// <summary>Days and then events, with zeros up to a whole vector.</summary>
    internal ReadOnlySpan<double> PaddedJoint => _joint;

    /// <summary>The grid as far as it counts, with zeros up to a whole vector.</summary>
    internal ReadOnlySpan<double> WeightedGrid => _weightedGrid;

    /// <summary>The least of it: what a long position fears. Zero at most.</summary>
    internal double LeastGridProfit { get; }

    /// <summary>The largest of it: what a short position fears. Not negative.</summary>
    internal double LargestGridProfit { get; }

    /// <summary>What whoever uses the array has worked out of it, so that it need not again; any thread may set it.</summary>
    internal object? Memo { get; set; }
}
