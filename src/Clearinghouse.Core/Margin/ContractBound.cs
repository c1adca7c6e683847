using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Margin;

/// <summary>What a quick bound of portfolio margin needs to know of a contract, per contract held.</summary>
/// <param name="Array">Its risk array.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Market">Its market's terms, one and the same for all contracts of a market.</param>
internal sealed record ContractBound(RiskArray Array, ContractTerms Terms, ContingencyTerms Market);
