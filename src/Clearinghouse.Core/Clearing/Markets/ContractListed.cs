using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A contract was listed.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractListed")]
public sealed record ContractListed([property: Id(0)] ListContract Command) : MarketEvent;
