using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Collateral came in.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Deposited")]
public sealed record Deposited([property: Id(0)] Deposit Command) : AccountEvent;
