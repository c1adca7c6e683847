using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>A pool's limits.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Version">The sequence in the pool's journal that set them.</param>
/// <param name="Policy">The limits.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LimitTerms")]
public sealed record LimitTerms([property: Id(0)] PoolId Pool, [property: Id(1)] long Version, [property: Id(2)] LimitPolicy Policy);
