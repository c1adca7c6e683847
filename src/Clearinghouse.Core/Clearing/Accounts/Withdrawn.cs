using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Collateral went out.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Withdrawn")]
public sealed record Withdrawn([property: Id(0)] Withdraw Command) : AccountEvent;
