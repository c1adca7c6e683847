using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account is a pool's own book from now on: the last taker of positions that nobody else takes over.</summary>
/// <param name="Pool">The pool.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BookOpened")]
public sealed record BookOpened([property: Id(0)] PoolId Pool) : AccountEvent;
