using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Pays a venue what it asked back of its contribution, after the notice: as much of it as it then has beyond what it must have. The rest of the request lapses.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Venue">Whose contribution.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RedeemFund")]
public sealed record RedeemFund([property: Id(0)] CommandHeader Header, [property: Id(1)] VenueId Venue) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
