using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// A snapshot was published. Reports in between are not journaled; this is what decisions refer to by version, so it is.
/// </summary>
/// <param name="Version">1, 2, 3, … of this market.</param>
/// <param name="ObservedAt">When the prices were observed.</param>
/// <param name="IndexPrice">Price of a unit of the underlying.</param>
/// <param name="Marks">Marks reported beside the index; other contracts follow the index.</param>
/// <param name="Confidence">How sure the oracles are together, from 0 to 1; null where one reporter says all.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SnapshotPublished")]
public sealed record SnapshotPublished(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset ObservedAt,
    [property: Id(2)] Price IndexPrice,
    [property: Id(3)] ImmutableArray<ContractMark> Marks,
    [property: Id(4)] Ratio? Confidence = null) : MarketEvent;
