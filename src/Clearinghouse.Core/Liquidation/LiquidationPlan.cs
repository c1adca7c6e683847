using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What is closed for an account, in order, why, and what was looked at instead.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationPlan")]
public sealed record LiquidationPlan
{
    /// <summary>The account.</summary>
    [Id(0)] public required AccountId Account { get; init; }

    /// <summary>What has to be restored.</summary>
    [Id(1)] public required LiquidationTarget Target { get; init; }

    /// <summary>Where the plan leaves the account.</summary>
    [Id(2)] public required LiquidationOutcome Outcome { get; init; }

    /// <summary>Equity before the plan.</summary>
    [Id(3)] public required Amount EquityBefore { get; init; }

    /// <summary>The target before the plan.</summary>
    [Id(4)] public required Amount RequiredBefore { get; init; }

    /// <summary>Equity expected after it.</summary>
    [Id(5)] public required Amount EquityAfter { get; init; }

    /// <summary>The target after it.</summary>
    [Id(6)] public required Amount RequiredAfter { get; init; }

    /// <summary>The steps, in order.</summary>
    [Id(7)] public required ImmutableArray<LiquidationStep> Steps { get; init; }

    /// <summary>What is not done, and why.</summary>
    [Id(8)] public required ImmutableArray<RejectedAlternative> Rejected { get; init; }

    /// <summary>By market, the snapshots that the plan rests on.</summary>
    [Id(9)] public required ImmutableSortedDictionary<MarketId, long> SnapshotVersions { get; init; }

    /// <summary>What the plan is expected to cost the account.</summary>
    [JsonIgnore]
    public Amount ExpectedCost => Steps.Aggregate(Amount.Zero, (sum, step) => sum + step.Cost);

    /// <summary>What the account is expected to owe after the plan: a loss for the waterfall. Zero where equity stays above zero.</summary>
    [JsonIgnore]
    public Amount ExpectedShortfall => Amount.Max(Amount.Zero, -EquityAfter);

    /// <summary>Markets that the plan leaves alone because their marks are unreliable.</summary>
    [Id(10)] public required ImmutableArray<MarketId> UnreliableMarkets { get; init; }

    /// <summary>What is traded of a contract over all steps; negative where a long is closed.</summary>
    public Quantity TradedOf(MarketId market, ContractId contract) =>
        Steps.SelectMany(step => step.Legs).Where(leg => leg.Market == market && leg.Contract == contract).Aggregate(Quantity.Zero, (sum, leg) => sum + leg.Quantity);
}
