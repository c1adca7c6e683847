using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>The numbers of a margin statement by which an account's state is decided, and the snapshots that they rest on.</summary>
/// <param name="Equity">Equity; negative when more is owed than held.</param>
/// <param name="InitialMargin">Not negative.</param>
/// <param name="MaintenanceMargin">Not negative.</param>
/// <param name="OpenPositions">How many positions are open.</param>
/// <param name="SnapshotVersions">By market, the snapshot used.</param>
/// <param name="UnreliableMarkets">Markets of open positions at whose marks nobody is to be liquidated now, in order.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RiskReading")]
public sealed record RiskReading(
    [property: Id(0)] Amount Equity,
    [property: Id(1)] Amount InitialMargin,
    [property: Id(2)] Amount MaintenanceMargin,
    [property: Id(3)] int OpenPositions,
    [property: Id(4)] ImmutableSortedDictionary<MarketId, long> SnapshotVersions,
    [property: Id(5)] ImmutableArray<MarketId> UnreliableMarkets)
{
    /// <summary>Whether initial margin is covered.</summary>
    [JsonIgnore]
    public bool IsInitialCovered => Equity >= InitialMargin;

    /// <summary>Whether maintenance margin is covered.</summary>
    [JsonIgnore]
    public bool IsMaintenanceCovered => Equity >= MaintenanceMargin;

    /// <summary>Whether all marks may be liquidated at.</summary>
    [JsonIgnore]
    public bool IsReliable => UnreliableMarkets.IsEmpty;

    /// <summary>The reading of a statement.</summary>
    /// <param name="input">What the statement was made of.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="now">The time by which breakers are asked.</param>
    public static RiskReading Of(MarginInput input, MarginStatement statement, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(statement);
        var open = input.Exposures.Where(exposure => !exposure.Position.Quantity.IsZero).ToList();
        return new RiskReading(
            statement.Equity,
            statement.InitialMargin,
            statement.MaintenanceMargin,
            open.Count,
            input.Exposures.DistinctBy(exposure => exposure.Market).ToImmutableSortedDictionary(exposure => exposure.Market, exposure => exposure.Snapshot.Version),
            [.. open.Where(exposure => exposure.Snapshot.IsStaleAt(now) || !exposure.Snapshot.MayLiquidateAt(now)).Select(exposure => exposure.Market).Distinct().Order()]);
    }
}
