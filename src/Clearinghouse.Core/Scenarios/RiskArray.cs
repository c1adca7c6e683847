namespace Clearinghouse.Core.Scenarios;

/// <summary>
/// Profit (positive) or loss of one contract held long, in money, in every scenario that concerns it. The idea of SPAN's risk arrays: a contract is priced once per snapshot, a portfolio only multiplies and adds.
/// </summary>
/// <param name="grid">By scenario of the market's grid, not weighted.</param>
/// <param name="historical">By date.</param>
/// <param name="stress">By stress event, not weighted.</param>
/// <param name="delta">Profit per relative move of the market's price, to first order.</param>
public sealed class RiskArray(double[] grid, double[] historical, double[] stress, double delta)
{
    /// <summary>Profit per relative move of the market's price, to first order: for a linear contract its notional.</summary>
    public double Delta => delta;

    /// <summary>By scenario of the market's own grid.</summary>
    public ReadOnlySpan<double> Grid => grid;

    /// <summary>By past day, the same in every market.</summary>
    public ReadOnlySpan<double> Historical => historical;

    /// <summary>By stress event, the same in every market.</summary>
    public ReadOnlySpan<double> Stress => stress;
}
