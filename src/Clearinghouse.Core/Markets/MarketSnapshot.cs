using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Volatilities;
using Orleans;

namespace Clearinghouse.Core.Markets;

/// <summary>Everything that margin needs to know of a market, as published once and journaled.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketSnapshot")]
public sealed record MarketSnapshot
{
    /// <summary>The market.</summary>
    [Id(0)] public required MarketId Market { get; init; }

    /// <summary>1, 2, 3, … without gaps, across restarts. A higher version is newer.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>When the prices were observed.</summary>
    [Id(2)] public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Price of a unit of the underlying.</summary>
    [Id(3)] public required Price IndexPrice { get; init; }

    /// <summary>The parameters in force.</summary>
    [Id(4)] public required MarketParameters Parameters { get; init; }

    /// <summary>Every listed contract, in order of listing.</summary>
    [Id(5)] public required ImmutableArray<ContractSnapshot> Contracts { get; init; }

    /// <summary>How sure the oracles are of the index together, from 0 to 1; null where one reporter says all.</summary>
    [Id(6)] public Ratio? Confidence { get; init; }

    /// <summary>Implied volatilities; null when none were reported.</summary>
    [Id(7)] public VolatilitySurface? Surface { get; init; }

    /// <summary>Where the market's breaker stands; null for a market without one.</summary>
    [Id(8)] public BreakerState? Breaker { get; init; }

    /// <summary>The sequence, in the market's journal, of the event that last changed what governs it; 0 in snapshots of before this was kept.</summary>
    [Id(9)] public long ParametersVersion { get; init; }

    /// <summary>How the parameters follow forecasts; null for a market that follows none.</summary>
    [Id(10)] public AdaptedParameters? Adaptation { get; init; }

    /// <summary>What liquidations closed a short time ago; null for nothing.</summary>
    [Id(11)] public LiquidationWindow? Liquidations { get; init; }

    /// <summary>When the market was settled because no newer prices came: nobody knows any more what its asset is worth. Null where a price is known.</summary>
    [Id(12)] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>What the breaker adds to initial margin, as a fraction of it; zero below <see cref="BreakerLevel.Guarded"/>.</summary>
    [JsonIgnore]
    public Ratio InitialMarginAddOn => Breaker?.Level >= BreakerLevel.Guarded && Parameters.Breaker is { } policy ? policy.MarginAddOn : Ratio.Zero;

    /// <summary>The contract of that id, or null.</summary>
    public ContractSnapshot? Find(ContractId contract)
    {
        foreach (var listed in Contracts)
            if (listed.Contract.Id == contract) return listed;
        return null;
    }

    /// <summary>What all contracts held long are worth: at the mark; of options, at the index. Not negative.</summary>
    [JsonIgnore]
    public Amount OpenNotional => Contracts.Aggregate(
        Amount.Zero, (sum, listed) => sum + listed.Contract.ValueOf(listed.OpenInterest, listed.Contract.Kind == ContractKind.Option ? IndexPrice : listed.MarkPrice).Abs());

    /// <summary>Whether positions may be liquidated at these marks at a time (see <see cref="BreakerState.MayLiquidateAt"/>); a market without a breaker says nothing against it.</summary>
    public bool MayLiquidateAt(DateTimeOffset now) =>
        Breaker is not { } breaker || Parameters.Breaker is not { } policy || breaker.MayLiquidateAt(policy, ObservedAt.AddSeconds(Parameters.PriceMaxAgeSeconds), now);

    /// <summary>True when the price is too old, at a time, to support new risk.</summary>
    public bool IsStaleAt(DateTimeOffset now) => now > StaleFrom;

    /// <summary>Until when its prices may be relied on.</summary>
    [JsonIgnore]
    public DateTimeOffset StaleFrom => ObservedAt.AddSeconds(Parameters.PriceMaxAgeSeconds);
}
