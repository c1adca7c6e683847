using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A market will be wound down at a time: every open contract is settled then by the market's rule.</summary>
/// <param name="Command">What was asked, with its time.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SettlementAnnounced")]
public sealed record SettlementAnnounced([property: Id(0)] SettleMarket Command) : MarketEvent;
