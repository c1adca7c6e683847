using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>
/// How large a default fund has to be: so large that in every scenario it bears the largest uncovered losses together. Two groups for cover-2, after CPMI-IOSCO's Principles for financial market infrastructures, 4; one for cover-1.
/// </summary>
/// <param name="Scenarios">Every scenario, in the order given.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundRequirement")]
public sealed record FundRequirement([property: Id(0)] ImmutableArray<ScenarioCover> Scenarios)
{
    /// <summary>The scenario that needs most, the first of equals; null without scenarios.</summary>
    [JsonIgnore]
    public ScenarioCover? Binding => Scenarios.IsEmpty ? null : Scenarios.MaxBy(scenario => scenario.CoveredLoss);

    /// <summary>The fund required.</summary>
    [JsonIgnore]
    public Amount RequiredFund => Binding?.CoveredLoss ?? Amount.Zero;

    /// <summary>The share of the largest group in what the binding scenario needs, from 0 to 1; 0 when nothing is needed.</summary>
    [JsonIgnore]
    public Rational Concentration => RequiredFund.IsZero ? Rational.Zero : Rational.From(Binding!.Largest[0].Loss) / Rational.From(RequiredFund);

    /// <summary>The requirement over joint scenarios.</summary>
    /// <param name="coverCount">How many groups default at once; at least 1.</param>
    /// <param name="scenarios">The scenarios.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static FundRequirement Of(int coverCount, ImmutableArray<StressedMembers> scenarios)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(coverCount, 1);
        return new FundRequirement([.. scenarios.Select(scenario =>
        {
            var largest = scenario.LargestGroups(coverCount);
            return new ScenarioCover(scenario.Scenario, largest.Aggregate(Amount.Zero, (sum, group) => sum + group.Loss), largest);
        })]);
    }

    /// <summary>What a prefunded fund lacks; zero when it is adequate.</summary>
    public Amount ShortfallOf(Amount prefunded) => Amount.Max(Amount.Zero, RequiredFund - prefunded);
}
