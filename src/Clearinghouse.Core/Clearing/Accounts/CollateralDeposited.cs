using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>An asset came in as collateral.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralDeposited")]
public sealed record CollateralDeposited([property: Id(0)] DepositCollateral Command) : AccountEvent;
