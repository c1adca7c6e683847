using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Pays money from outside into an insurance tranche, for shares at the price of the moment. What the shares pay out later goes to the account's cash.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Tranche">The tranche.</param>
/// <param name="Account">The underwriter: an account of the pool.</param>
/// <param name="Amount">Positive, in the currency of the pool.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.StakeInsurance")]
public sealed record StakeInsurance(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] string Tranche,
    [property: Id(2)] AccountId Account,
    [property: Id(3)] Amount Amount) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
