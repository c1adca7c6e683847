using System.Collections.Immutable;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Positions were reduced for the account. The reading is that of after the step.</summary>
/// <param name="Step">1, 2, 3, … of the liquidation.</param>
/// <param name="Legs">What was traded, at what price and cost.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationStepTaken")]
public sealed record LiquidationStepTaken(
    [property: Id(0)] int Step,
    [property: Id(1)] ImmutableArray<LiquidationLeg> Legs) : AccountRiskEvent;
