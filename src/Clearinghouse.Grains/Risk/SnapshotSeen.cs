using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Risk;

/// <summary>A snapshot by which a shard found that an account must decide.</summary>
/// <param name="Market">The market.</param>
/// <param name="Version">Its version.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SnapshotSeen")]
public readonly record struct SnapshotSeen([property: Id(0)] MarketId Market, [property: Id(1)] long Version);
