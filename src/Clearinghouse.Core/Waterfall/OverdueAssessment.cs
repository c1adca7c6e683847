using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>An assessment that was not paid in time: a loss of its own, which the layers after the assessments bore. The member still owes it, to them.</summary>
/// <param name="Call">The assessment as it stood at its deadline.</param>
/// <param name="Plan">Who bore what was left of it.</param>
/// <param name="PaidBack">What each posting of the plan was paid back so far, in their order.</param>
/// <param name="Sequence">Where it was passed on in the pool's journal.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.OverdueAssessment")]
public sealed record OverdueAssessment(
    [property: Id(0)] AssessmentCall Call,
    [property: Id(1)] WaterfallPlan Plan,
    [property: Id(2)] ImmutableArray<Amount> PaidBack,
    [property: Id(3)] long Sequence,
    [property: Id(4)] DateTimeOffset At)
{
    /// <summary>What the member still owes.</summary>
    [JsonIgnore]
    public Amount Left => PaidBack.Aggregate(Plan.Loss, (left, paid) => left - paid);
}
