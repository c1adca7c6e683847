using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>How a pool deals with defaults.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Version">The sequence in the pool's journal that set it.</param>
/// <param name="Policy">The policy.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultTerms")]
public sealed record DefaultTerms([property: Id(0)] PoolId Pool, [property: Id(1)] long Version, [property: Id(2)] DefaultPolicy Policy)
{
    /// <summary>Who may bid in auctions, in order of account.</summary>
    [Id(3)] public ImmutableArray<Liquidator> Liquidators { get => field.IsDefault ? [] : field; init; }
}
