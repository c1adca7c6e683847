using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Takes an asset out of an account, as far as what is left covers its initial margin.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Quantity">Units; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WithdrawCollateral")]
public sealed record WithdrawCollateral(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] AssetId Asset,
    [property: Id(2)] Quantity Quantity) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
