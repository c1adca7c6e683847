using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>The size of a default fund.</summary>
public sealed class CoverTwo : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "cover-2";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return PriceFormula.Answer(() => Compute(given));
    }

    private static JsonObject Compute(AcceptanceGiven given)
    {
        ImmutableArray<StressedMembers> scenarios =
            [.. given.List("scenarios").Select(scenario => new StressedMembers(scenario.Text("scenario"), [.. scenario.List("members").Select(MemberOf)]))];
        var requirement = FundRequirement.Of((int)given.Integer("coverCount"), scenarios);
        var shortfall = requirement.ShortfallOf(given.Unit<Amount>("prefundedFund"));
        return new()
        {
            ["scenarios"] = new JsonArray([.. requirement.Scenarios.Select(Write)]),
            ["requiredFund"] = requirement.RequiredFund.ToString(),
            ["bindingScenario"] = requirement.Binding?.Scenario,
            ["shortfall"] = shortfall.ToString(),
            ["adequate"] = shortfall.IsZero,
            ["concentration"] = PriceFormula.Number(requirement.Concentration),
        };
    }

    private static MemberStress MemberOf(AcceptanceGiven member) =>
        new(member.Text("member"), member.Unit<Amount>("stressLoss"), member.Unit<Amount>("initialMargin"), member.Has("group") ? member.Text("group") : null);

    private static JsonNode Write(ScenarioCover scenario) => new JsonObject
    {
        ["scenario"] = scenario.Scenario,
        ["coveredLoss"] = scenario.CoveredLoss.ToString(),
        ["largest"] = new JsonArray([.. scenario.Largest.Select(group => JsonValue.Create(group.Group))]),
    };
}
