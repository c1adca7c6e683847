using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>What a protocol has to contribute to the default fund.</summary>
/// <param name="Venue">The protocol; null for accounts that none brought, for which the house contributes.</param>
/// <param name="Required">Its contribution; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundContribution")]
public sealed record FundContribution([property: Id(0)] VenueId? Venue, [property: Id(1)] Amount Required)
{
    /// <summary>
    /// Divides the fund by marginal contribution. In a scenario the requirement is a sum of accounts' losses, so the derivative by the size of a protocol's book is what its accounts lose in the groups that are
    /// counted, and by Euler's theorem these parts sum to the requirement. One scenario jumps when another becomes the worst; an average over the worst few moves less.
    /// </summary>
    /// <param name="requirement">The fund required.</param>
    /// <param name="worstScenarios">Over how many scenarios the parts are averaged, the worst first; at least 1, which is the exact derivative.</param>
    /// <returns>One per protocol with a part, by name, the house's first; their sum is the required fund, to the unit, by largest remainder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static ImmutableArray<FundContribution> Of(FundRequirement requirement, int worstScenarios = 1)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentOutOfRangeException.ThrowIfLessThan(worstScenarios, 1);
        var parts = requirement.Scenarios
            .OrderByDescending(scenario => scenario.CoveredLoss)
            .Take(worstScenarios)
            .SelectMany(scenario => scenario.Largest)
            .SelectMany(group => group.Members)
            .GroupBy(member => member.Venue)
            .Select(venue => (Venue: venue.Key, Part: venue.Aggregate(Amount.Zero, (sum, member) => sum + member.Uncovered)))
            .Where(venue => venue.Part.IsPositive)
            .OrderBy(venue => venue.Venue?.Value, StringComparer.Ordinal)
            .ToList();
        var shares = AmountSplit.LargestRemainder(requirement.RequiredFund, [.. parts.Select(venue => venue.Part)]);
        return [.. parts.Zip(shares, (venue, share) => new FundContribution(venue.Venue, share)).Where(contribution => contribution.Required.IsPositive)];
    }
}
