using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>
/// The tops of books: of a venue that clears here, or, from an oracle of the market, of the same contracts elsewhere. Marks are made of them at the next index price.
/// </summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="ObservedAt">When they were observed; a reporter's must not go back in time.</param>
/// <param name="Venue">The venue; null for an oracle's view of markets elsewhere, the sender being the oracle.</param>
/// <param name="Quotes">One per contract.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReportQuotes")]
public sealed record ReportQuotes(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] DateTimeOffset ObservedAt,
    [property: Id(2)] VenueId? Venue,
    [property: Id(3)] ImmutableArray<ContractQuote> Quotes) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
