using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Opens a market in a pool, or changes its parameters.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Pool">The pool that clears the market; fixed once open.</param>
/// <param name="Parameters">The parameters from now on.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConfigureMarket")]
public sealed record ConfigureMarket(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] PoolId Pool,
    [property: Id(2)] MarketParameters Parameters) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
