using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Scenarios;

/// <summary>A snapshot as it would be at another price.</summary>
public static class SnapshotMove
{
    /// <summary>Multiplies the index and the marks of linear contracts; options are repriced at the volatility that their marks imply. Rounded half-even: a hypothetical price owes nobody anything.</summary>
    /// <param name="snapshot">As it is.</param>
    /// <param name="factor">Above 0.</param>
    public static MarketSnapshot Multiply(MarketSnapshot snapshot, double factor) => snapshot with
    {
        IndexPrice = Price.FromDouble(snapshot.IndexPrice.ToDouble() * factor, Rounding.HalfEven),
        Contracts = [.. snapshot.Contracts.Select(contract => contract.Status == ContractStatus.Expired ? contract : contract with { MarkPrice = MarkAt(snapshot, contract, factor) })],
    };

    private static Price MarkAt(MarketSnapshot snapshot, ContractSnapshot contract, double factor) => Price.FromDouble(
        contract.Contract.Kind == ContractKind.Option ? OptionModel.Of(snapshot, contract).ValueAt(factor, 1) : contract.MarkPrice.ToDouble() * factor,
        Rounding.HalfEven);
}
