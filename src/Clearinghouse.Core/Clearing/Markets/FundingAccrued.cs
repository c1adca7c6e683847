using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>The funding index of a perpetual moved. Accounts settle against it when they are next touched.</summary>
/// <param name="Command">What was asked; of an accrual by the market's own policy, what the market asked itself.</param>
/// <param name="MarkPrice">The mark it was computed from.</param>
/// <param name="Index">The cumulative index afterwards, per unit of underlying.</param>
/// <param name="Statement">How the policy came to the rate; null for a rate that was commanded.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundingAccrued")]
public sealed record FundingAccrued(
    [property: Id(0)] AccrueFunding Command,
    [property: Id(1)] Price MarkPrice,
    [property: Id(2)] Price Index,
    [property: Id(3)] FundingStatement? Statement = null) : MarketEvent;
