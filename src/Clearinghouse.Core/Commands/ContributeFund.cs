using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Pays money from outside into a fund of the pool.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Fund">Which fund.</param>
/// <param name="Amount">Positive, in the currency of the pool.</param>
/// <param name="Venue">Whose money it is: for the default fund and for assessments. Null for the others.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContributeFund")]
public sealed record ContributeFund(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] PoolFund Fund,
    [property: Id(2)] Amount Amount,
    [property: Id(3)] VenueId? Venue = null) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
