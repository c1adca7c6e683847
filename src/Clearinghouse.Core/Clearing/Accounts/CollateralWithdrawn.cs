using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>An asset went out.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralWithdrawn")]
public sealed record CollateralWithdrawn([property: Id(0)] WithdrawCollateral Command) : AccountEvent;
