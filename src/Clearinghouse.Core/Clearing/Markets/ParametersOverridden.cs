using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Governance set a market's rates in place of the forecast's, or withdrew what it had set.</summary>
/// <param name="Command">What was asked, with reason and expiry.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ParametersOverridden")]
public sealed record ParametersOverridden([property: Id(0)] OverrideParameters Command) : MarketEvent;
