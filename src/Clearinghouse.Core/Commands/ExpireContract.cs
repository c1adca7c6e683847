using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Settles a dated contract at its expiry: every position is closed at what the contract is worth at the index price.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Contract">The contract.</param>
/// <param name="IndexPrice">The settlement index price, not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ExpireContract")]
public sealed record ExpireContract(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Price IndexPrice) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
