using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>What a look at the live book found: what a review is decided by.</summary>
/// <param name="Requirement">The fund required.</param>
/// <param name="Gauges">How far each layer is from being used up.</param>
/// <param name="SnapshotVersions">By market, the snapshot whose prices were used.</param>
/// <param name="ScenariosVersion">The scenario set.</param>
/// <param name="Accounts">How many accounts were looked at.</param>
/// <param name="Unpriced">How many were left out because a price was not known.</param>
public sealed record FundFindings(
    FundRequirement Requirement,
    ImmutableArray<LayerGauge> Gauges,
    ImmutableSortedDictionary<MarketId, long> SnapshotVersions,
    string ScenariosVersion,
    int Accounts,
    int Unpriced);
