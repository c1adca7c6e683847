using System.Collections.Immutable;
using Clearinghouse.Core.Risk;

namespace Clearinghouse.Abstractions.Risk;

/// <summary>What stress events would do to the accounts of a shard, or of all of them together.</summary>
/// <param name="At">When they were revalued; of several shards the earliest.</param>
/// <param name="Outcomes">By event: all accounts, then those of each venue.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.StressReport")]
public sealed record StressReport([property: Id(0)] DateTimeOffset At, [property: Id(1)] ImmutableArray<StressOutcome> Outcomes)
{
    /// <summary>Two reports together.</summary>
    public StressReport Plus(StressReport other) => new(
        At < other.At ? At : other.At,
        [
            .. Outcomes.Concat(other.Outcomes)
                .GroupBy(outcome => (outcome.Scenario, outcome.Venue))
                .Select(outcomes => outcomes.Aggregate((left, right) => left.Plus(right)))
                .OrderBy(outcome => outcome.Venue?.Value ?? string.Empty, StringComparer.Ordinal),
        ]);

    /// <summary>The pool's outcomes, over all venues.</summary>
    public IEnumerable<StressOutcome> OfPool => Outcomes.Where(outcome => outcome.Venue is null);
}
