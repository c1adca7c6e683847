using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A review of a pool's default fund, with the numbers that explain it.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundReview")]
public sealed record FundReview
{
    /// <summary>1, 2, 3, … of the pool.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>The version of the policy that it follows.</summary>
    [Id(1)] public required long PolicyVersion { get; init; }

    /// <summary>The scenario set.</summary>
    [Id(2)] public required string ScenariosVersion { get; init; }

    /// <summary>By market, the snapshot whose prices were used.</summary>
    [Id(3)] public required ImmutableSortedDictionary<MarketId, long> SnapshotVersions { get; init; }

    /// <summary>How many accounts were looked at.</summary>
    [Id(4)] public required int Accounts { get; init; }

    /// <summary>How many were left out because a price was not known.</summary>
    [Id(5)] public required int Unpriced { get; init; }

    /// <summary>How many groups of affiliates default at once.</summary>
    [Id(6)] public required int CoverCount { get; init; }

    /// <summary>The fund required: what the groups of the worst scenario lose.</summary>
    [Id(7)] public required Amount Required { get; init; }

    /// <summary>What members have paid in and not lost.</summary>
    [Id(8)] public required Amount Prefunded { get; init; }

    /// <summary>The worst scenarios, worst first, with the groups that were counted.</summary>
    [Id(9)] public required ImmutableArray<ReviewedScenario> Worst { get; init; }

    /// <summary>What each protocol must contribute, by marginal contribution; their sum is the fund required.</summary>
    [Id(10)] public required ImmutableArray<FundContribution> Contributions { get; init; }

    /// <summary>What is called, with deadlines: earlier ones stand until they are met.</summary>
    [Id(11)] public required ImmutableArray<FundCall> Calls { get; init; }

    /// <summary>When it was made.</summary>
    [Id(13)] public required DateTimeOffset At { get; init; }

    /// <summary>How far each layer is from being used up.</summary>
    [Id(12)] public required ImmutableArray<LayerGauge> Gauges { get; init; }
}
