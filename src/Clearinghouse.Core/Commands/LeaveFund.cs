using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Asks for a part of a venue's contribution back. It stays in the default fund, and bears losses, until it is redeemed after the notice. Another request takes the place of the one before.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Venue">Whose contribution.</param>
/// <param name="Amount">Positive, no more than what it has beyond what it must have.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LeaveFund")]
public sealed record LeaveFund(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] VenueId Venue,
    [property: Id(2)] Amount Amount) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
