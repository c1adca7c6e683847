using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>A holding of an asset, with the snapshot that prices it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Quantity">Units; positive.</param>
/// <param name="Snapshot">Of the asset's market; null for an asset that is no longer accepted, and for one that has no price.</param>
/// <param name="IsUnpriced">Whether it has no price: its market never had one, or was settled for want of one. It counts for nothing.</param>
public sealed record PledgedAsset(AssetId Asset, Quantity Quantity, MarketSnapshot? Snapshot, bool IsUnpriced = false);
