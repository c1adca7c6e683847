using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What a quick bound of portfolio margin needs to know of a contract, per contract held.</summary>
/// <param name="snapshot">The market as published.</param>
/// <param name="contract">The contract in it.</param>
/// <param name="array">Its risk array.</param>
/// <param name="scenarios">The scenarios of the array.</param>
/// <param name="unit">What one contract alone loses.</param>
internal sealed class ContractBound(MarketSnapshot snapshot, ContractSnapshot contract, RiskArray array, ScenarioSet scenarios, UnitLoss unit)
{
    public MarketSnapshot Snapshot => snapshot;

    /// <summary>Profits on past days, and in stress events as far as they count: what all markets share.</summary>
    public double[] Joint { get; } = [.. array.Historical, .. Weigh(array.Stress, [.. scenarios.Stress.Select(stress => stress.Weight)])];

    /// <summary>Profits in the market's grid, as far as they count.</summary>
    public double[] Grid { get; } = [.. array.WeightedGrid];

    public UnitLoss Unit => unit;

    public RiskParameters Risk { get; } = snapshot.Parameters.Risk ?? RiskParameters.Default;

    public bool IsOption { get; } = contract.Contract.Kind == ContractKind.Option;

    /// <summary>Units of underlying in a contract.</summary>
    public double Multiplier { get; } = contract.Contract.Multiplier.ToDouble();

    public double MarkPrice { get; } = contract.MarkPrice.ToDouble();

    public double IndexPrice { get; } = snapshot.IndexPrice.ToDouble();

    private static double[] Weigh(ReadOnlySpan<double> profits, double[] weights)
    {
        var weighted = new double[profits.Length];
        for (var s = 0; s < weighted.Length; s++) weighted[s] = profits[s] * weights[s];
        return weighted;
    }
}
