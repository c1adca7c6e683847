using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>What a book costs by the rules of each venue, and in one pool.</summary>
/// <param name="Rule">Venue and rule.</param>
/// <param name="LegsCovered">How many legs the venue lists.</param>
/// <param name="Initial">Initial requirement of those legs together.</param>
/// <param name="Maintenance">Maintenance requirement of those legs together.</param>
/// <param name="InitialApart">Initial requirement when the legs of each venue of the book are margined apart.</param>
/// <param name="MaintenanceApart">Maintenance requirement then.</param>
public sealed record MarginComparison(string Rule, int LegsCovered, double Initial, double Maintenance, double InitialApart, double MaintenanceApart)
{
    /// <summary>Compares all rules, the pool's own policies last.</summary>
    public static IReadOnlyList<MarginComparison> Of(VenueBook book, ScenarioSet scenarios) =>
    [
        .. VenueRule.Venues.Select(rule => Of(book, rule)),
        Of(book, new VenueRule("this pool, cross", _ => true, part => RequirementOf(PoolRequirement.Evaluate(part, MarginMode.Cross, scenarios)))),
        Of(book, new VenueRule("this pool, portfolio", _ => true, part => RequirementOf(PoolRequirement.Evaluate(part, MarginMode.Portfolio, scenarios)))),
    ];

    private static MarginComparison Of(VenueBook book, VenueRule rule)
    {
        var covered = book.Where(rule.Covers);
        var together = covered.Markets.IsEmpty ? (0, 0) : rule.Requirement(covered);
        var apart = covered.Venues.Select(venue => rule.Requirement(covered.At(venue))).Aggregate(
            (Initial: 0.0, Maintenance: 0.0), (sum, part) => (sum.Initial + part.Initial, sum.Maintenance + part.Maintenance));
        return new MarginComparison(rule.Name, covered.Legs.Count(), together.Initial, together.Maintenance, apart.Initial, apart.Maintenance);
    }

    private static (double Initial, double Maintenance) RequirementOf(MarginStatement statement) => (statement.InitialMargin.ToDouble(), statement.MaintenanceMargin.ToDouble());
}
