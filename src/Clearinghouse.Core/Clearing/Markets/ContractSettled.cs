using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A dated contract expired. The closing of its positions follows in <see cref="PositionsSettled"/> events of the same segment.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="SettlementPrice">What a unit of underlying pays.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractSettled")]
public sealed record ContractSettled(
    [property: Id(0)] ExpireContract Command,
    [property: Id(1)] Price SettlementPrice) : MarketEvent;
