using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The pool took the account's collateral over, at the value that it had as margin, because the account owes more cash than it has.</summary>
/// <param name="Seized">What was taken, and what the account is credited for it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralSeized")]
public sealed record CollateralSeized([property: Id(0)] SeizedCollateral Seized) : AccountEvent;
