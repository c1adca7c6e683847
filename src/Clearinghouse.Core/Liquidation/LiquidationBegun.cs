using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>The account's positions are going to be reduced for it, after the grace that its terms give.</summary>
/// <param name="Cause">Why.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationBegun")]
public sealed record LiquidationBegun([property: Id(0)] LiquidationCause Cause) : AccountRiskEvent;
