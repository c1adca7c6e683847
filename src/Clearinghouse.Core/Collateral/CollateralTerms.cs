using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Collateral;

/// <summary>On what terms a pool takes collateral.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Version">The sequence in the pool's journal that set them; statements show it.</param>
/// <param name="Policy">The terms.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralTerms")]
public sealed record CollateralTerms([property: Id(0)] PoolId Pool, [property: Id(1)] long Version, [property: Id(2)] CollateralPolicy Policy);
