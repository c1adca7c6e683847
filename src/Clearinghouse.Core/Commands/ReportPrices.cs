using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>An oracle's report of a market's prices.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="ObservedAt">When the prices were observed; reports must not go back in time.</param>
/// <param name="IndexPrice">The price of a unit of the underlying; positive.</param>
/// <param name="Marks">Marks of contracts that do not follow the index: options, futures with a basis. A contract left out is marked at
/// its settlement value at the index price.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReportPrices")]
public sealed record ReportPrices(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] DateTimeOffset ObservedAt,
    [property: Id(2)] Price IndexPrice,
    [property: Id(3)] ImmutableArray<ContractMark> Marks) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
