using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Ends a venue's membership. It brings no new risk from now on; its accounts are ported to another venue by <see cref="PortVenue"/>, or their positions are closed from a time on.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Venue">The venue.</param>
/// <param name="CloseAt">When closing begins for accounts that are not ported by then.</param>
/// <param name="Reason">Why; for people, at most 200 characters.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ExpelVenue")]
public sealed record ExpelVenue(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] VenueId Venue,
    [property: Id(2)] DateTimeOffset CloseAt,
    [property: Id(3)] string Reason) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
