using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Funding owed since the last settlement was moved to cash, because the account was touched.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The perpetual.</param>
/// <param name="Index">The funding index settled at.</param>
/// <param name="FundingPaid">Paid (positive) or received.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundingSettled")]
public sealed record FundingSettled(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Price Index,
    [property: Id(3)] Amount FundingPaid) : AccountEvent;
