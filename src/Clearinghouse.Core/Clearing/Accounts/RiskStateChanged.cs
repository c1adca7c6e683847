using Clearinghouse.Core.Liquidation;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account moved on the path from margin call to the end of a default, or off it.</summary>
/// <param name="Change">What happened, with the numbers that caused it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RiskStateChanged")]
public sealed record RiskStateChanged([property: Id(0)] AccountRiskEvent Change) : AccountEvent;
