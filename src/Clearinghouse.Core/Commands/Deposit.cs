using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Credits an account with collateral. The first deposit opens the account in its pool.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Pool">The pool the account clears in; fixed by the first deposit.</param>
/// <param name="Amount">Positive, in the currency of the pool.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Deposit")]
public sealed record Deposit(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] PoolId Pool,
    [property: Id(2)] Amount Amount) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
