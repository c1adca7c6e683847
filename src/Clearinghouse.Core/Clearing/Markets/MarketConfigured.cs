using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>The market was opened, or its parameters changed.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketConfigured")]
public sealed record MarketConfigured([property: Id(0)] ConfigureMarket Command) : MarketEvent;
