using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Moves the accounts of a suspended or expelled venue to another that consented: they keep everything, and the other is their home from then on.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="From">Whose accounts.</param>
/// <param name="To">The venue that takes them over.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PortVenue")]
public sealed record PortVenue(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] VenueId From,
    [property: Id(2)] VenueId To) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
