using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What a quick bound of portfolio margin needs to know of a contract, per contract held.</summary>
/// <param name="contract">The contract in its market's snapshot.</param>
/// <param name="array">Its risk array.</param>
/// <param name="market">Its market's terms, one and the same for all contracts of a market.</param>
/// <param name="unit">What one contract alone loses.</param>
internal sealed class ContractBound(ContractSnapshot contract, RiskArray array, ContingencyTerms market, UnitLoss unit)
{
    public RiskArray Array => array;

    public ContingencyTerms Market => market;

    public UnitLoss Unit => unit;

    public bool IsOption { get; } = contract.Contract.Kind == ContractKind.Option;

    /// <summary>Units of underlying in a contract.</summary>
    public double Multiplier { get; } = contract.Contract.Multiplier.ToDouble();

    public double MarkPrice { get; } = contract.MarkPrice.ToDouble();
}
