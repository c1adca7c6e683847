using Clearinghouse.Core.Limits;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Terms that had been put off are in force from now on.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Version">The sequence of the event that announced them.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TermsTookEffect")]
public sealed record TermsTookEffect([property: Id(0)] PoolTermsKind Kind, [property: Id(1)] long Version) : PoolEvent;
