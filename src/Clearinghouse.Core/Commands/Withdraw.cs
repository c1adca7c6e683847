using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Takes free collateral out of an account.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Amount">Positive, in the currency of the pool.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Withdraw")]
public sealed record Withdraw(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] Amount Amount) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
