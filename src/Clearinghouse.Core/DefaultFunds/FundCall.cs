using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A call for a protocol to top up its contribution.</summary>
/// <param name="Venue">The protocol; null for the house.</param>
/// <param name="Required">The contribution required.</param>
/// <param name="Prefunded">What it has paid in and not lost.</param>
/// <param name="DueBy">Until when.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundCall")]
public sealed record FundCall(
    [property: Id(0)] VenueId? Venue,
    [property: Id(1)] Amount Required,
    [property: Id(2)] Amount Prefunded,
    [property: Id(3)] DateTimeOffset DueBy)
{
    /// <summary>What is called; positive.</summary>
    [JsonIgnore]
    public Amount Amount => Required - Prefunded;

    /// <summary>The calls to those whose contribution is short, in the order given.</summary>
    /// <param name="contributions">What is required.</param>
    /// <param name="prefundedOf">What a protocol, or the house for null, has paid in and not lost.</param>
    /// <param name="dueBy">Until when.</param>
    public static ImmutableArray<FundCall> Of(ImmutableArray<FundContribution> contributions, Func<VenueId?, Amount> prefundedOf, DateTimeOffset dueBy) =>
    [
        .. contributions
            .Select(contribution => new FundCall(contribution.Venue, contribution.Required, prefundedOf(contribution.Venue), dueBy))
            .Where(call => call.Amount.IsPositive),
    ];
}
