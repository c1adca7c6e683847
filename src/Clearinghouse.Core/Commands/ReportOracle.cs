using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>One source's report of an underlying's price; the sender is the source. Several sources together make the index price.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="ObservedAt">When the source observed the price; its reports must not go back in time.</param>
/// <param name="Price">The price of a unit of the underlying; positive.</param>
/// <param name="Confidence">How sure the source is, from 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReportOracle")]
public sealed record ReportOracle(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] DateTimeOffset ObservedAt,
    [property: Id(2)] Price Price,
    [property: Id(3)] Ratio Confidence) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
