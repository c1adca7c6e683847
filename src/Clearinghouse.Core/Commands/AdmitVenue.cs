using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Makes a venue a member of the pool, or suspends it.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Venue">The venue.</param>
/// <param name="IsActive">True to admit, false to suspend: trades of a suspended venue are refused.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AdmitVenue")]
public sealed record AdmitVenue(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] VenueId Venue,
    [property: Id(2)] bool IsActive = true) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
