using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account fell below its maintenance margin.</summary>
/// <param name="Equity">Its equity.</param>
/// <param name="MaintenanceMargin">What was required.</param>
/// <param name="SnapshotVersions">By market, the snapshots by which it was decided.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginCalled")]
public sealed record MarginCalled(
    [property: Id(0)] Amount Equity,
    [property: Id(1)] Amount MaintenanceMargin,
    [property: Id(2)] ImmutableSortedDictionary<MarketId, long> SnapshotVersions) : AccountEvent;
