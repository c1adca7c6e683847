using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Audit;

/// <summary>Three sums over all accounts that must be zero for every contract.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="QuantityResidual">Signed quantities.</param>
/// <param name="EntryResidual">Entry values less what was realised.</param>
/// <param name="FundingResidual">Funding entries less what was paid.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractAudit")]
public sealed record ContractAudit(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Quantity QuantityResidual,
    [property: Id(3)] Amount EntryResidual,
    [property: Id(4)] Amount FundingResidual)
{
    /// <summary>True when all three are zero.</summary>
    public bool Holds => QuantityResidual.IsZero && EntryResidual.IsZero && FundingResidual.IsZero;
}
