using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>One step of a plan: what is closed together, and what that does.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationStep")]
public sealed record LiquidationStep
{
    /// <summary>The trades; those of one step belong together, for they hedge one another.</summary>
    [Id(0)] public required ImmutableArray<LiquidationLeg> Legs { get; init; }

    /// <summary>Equity before.</summary>
    [Id(1)] public required Amount EquityBefore { get; init; }

    /// <summary>Equity after what the step is expected to cost.</summary>
    [Id(2)] public required Amount EquityAfter { get; init; }

    /// <summary>The target before: the requirement with its buffer.</summary>
    [Id(3)] public required Amount RequiredBefore { get; init; }

    /// <summary>The target after.</summary>
    [Id(4)] public required Amount RequiredAfter { get; init; }

    /// <summary>What the step is expected to cost: impact, half spread and penalty.</summary>
    [JsonIgnore]
    public Amount Cost => Legs.Aggregate(Amount.Zero, (sum, leg) => sum + leg.Cost);

    /// <summary>What is closed, at the mark.</summary>
    [JsonIgnore]
    public Amount Notional => Legs.Aggregate(Amount.Zero, (sum, leg) => sum + leg.Notional);

    /// <summary>How much nearer the step brings the account to its target; positive.</summary>
    [JsonIgnore]
    public Amount Relief => RequiredBefore - EquityBefore - (RequiredAfter - EquityAfter);
}
