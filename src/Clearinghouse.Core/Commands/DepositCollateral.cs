using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Credits an account with an asset that its pool accepts as collateral. The first deposit of any kind opens the account in its pool.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Pool">The pool the account clears in.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Quantity">Units; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DepositCollateral")]
public sealed record DepositCollateral(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] PoolId Pool,
    [property: Id(2)] AssetId Asset,
    [property: Id(3)] Quantity Quantity) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
