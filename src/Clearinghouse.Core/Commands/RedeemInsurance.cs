using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Redeems a request to leave an insurance tranche: the shares are paid out to the account's cash at the price of the moment.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Tranche">The tranche.</param>
/// <param name="Request">The number of the request in the tranche.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RedeemInsurance")]
public sealed record RedeemInsurance(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] string Tranche,
    [property: Id(2)] long Request) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
