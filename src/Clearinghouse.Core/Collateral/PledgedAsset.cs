using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>A holding of an asset, with the snapshot that prices it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Quantity">Units; positive.</param>
/// <param name="Snapshot">Of the asset's market; null for an asset that is no longer accepted.</param>
public sealed record PledgedAsset(AssetId Asset, Quantity Quantity, MarketSnapshot? Snapshot);
