using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Asks to leave an insurance tranche with some shares. They stay in it, earn and lose, until they are redeemed after the cooldown.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Tranche">The tranche.</param>
/// <param name="Account">The underwriter.</param>
/// <param name="Shares">How many; positive, no more than it holds and has not asked to take out.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LeaveInsurance")]
public sealed record LeaveInsurance(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] string Tranche,
    [property: Id(2)] AccountId Account,
    [property: Id(3)] Quantity Shares) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
