using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Which accounts default together changed.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AffiliatesSet")]
public sealed record AffiliatesSet([property: Id(0)] SetAffiliates Command) : PoolEvent;
