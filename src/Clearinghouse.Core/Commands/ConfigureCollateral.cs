using Clearinghouse.Core.Collateral;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets on what terms a pool takes collateral beside cash. Assets left out are no longer accepted: those that hold them keep them, and they count for nothing.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Policy">The terms.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConfigureCollateral")]
public sealed record ConfigureCollateral(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] CollateralPolicy Policy) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
