using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>Collateral that a pool took over from a defaulter.</summary>
/// <param name="Default">The default.</param>
/// <param name="Assets">What was taken, in units.</param>
/// <param name="Value">What the account was credited for it: what it counted for as margin; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SeizedCollateral")]
public sealed record SeizedCollateral(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] ImmutableSortedDictionary<AssetId, Quantity> Assets,
    [property: Id(2)] Amount Value);
