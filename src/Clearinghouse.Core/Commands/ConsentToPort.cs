using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>A venue says that it takes over the accounts of another.</summary>
/// <param name="Header">Who, and the id. The sender is the receiving venue.</param>
/// <param name="From">Whose accounts.</param>
/// <param name="To">The venue that takes them over.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConsentToPort")]
public sealed record ConsentToPort(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] VenueId From,
    [property: Id(2)] VenueId To) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
