using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The pool moved money to the account, or took it from it, because of a default.</summary>
/// <param name="Transfer">How much, and why.</param>
/// <param name="Cash">Cash after it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolTransferred")]
public sealed record PoolTransferred([property: Id(0)] PoolTransfer Transfer, [property: Id(1)] Amount Cash) : AccountEvent;
