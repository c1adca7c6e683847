using System.Collections.Immutable;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.DefaultFunds;

public sealed class FundRequirementTests
{
    private static readonly VenueId[] Venues = [Venue, VenueId.Create("other"), VenueId.Create("third")];

    private static readonly Gen<ImmutableArray<StressedMembers>> Scenarios = Gen.Select(Gen.Long[0, 100], Gen.Long[0, 60], Gen.Int[0, 4], Gen.Int[-1, 2]).Array[1, 7].Array[1, 5].Select(all => all
        .Select((members, s) => new StressedMembers($"s{s}", [.. members.Select((member, m) => new MemberStress(
            $"m{m}", Amount.FromRaw(member.Item1), Amount.FromRaw(member.Item2), member.Item3 < 2 ? $"g{member.Item3}" : null, member.Item4 < 0 ? null : Venues[member.Item4]))]))
        .ToImmutableArray());

    [Fact]
    public void CoverTwo_IsTheWorstPairOfAnyScenario() => Scenarios.Sample(scenarios =>
    {
        // Every pair of distinct groups, tried one by one.
        var worst = scenarios.Max(scenario =>
        {
            var groups = scenario.Members.GroupBy(member => member.Group ?? member.Member).Select(group => group.Aggregate(Amount.Zero, (sum, member) => sum + member.Uncovered)).ToList();
            return groups.SelectMany((first, i) => groups.Skip(i + 1).Select(second => first + second)).Append(groups.Max()).Max();
        });
        Assert.Equal(worst, FundRequirement.Of(2, scenarios).RequiredFund);
    });

    [Fact]
    public void Contributions_SumToTheFund() => Gen.Select(Scenarios, Gen.Int[1, 3], Gen.Int[1, 4]).Sample((scenarios, cover, worst) =>
    {
        var requirement = FundRequirement.Of(cover, scenarios);
        Assert.Equal(requirement.RequiredFund, FundContribution.Of(requirement, worst).Aggregate(Amount.Zero, (sum, contribution) => sum + contribution.Required));
    });

    [Fact]
    public void AContribution_IsTheDerivativeByTheSizeOfTheProtocolsBook()
    {
        var scenario = Scenario(1);
        var grown = FundRequirement.Of(2, [Scenario(1.001m)]).RequiredFund - FundRequirement.Of(2, [scenario]).RequiredFund;
        var contributions = FundContribution.Of(FundRequirement.Of(2, [scenario]));
        Assert.Equal([(null, A("12")), (Venues[1], A("70")), ((VenueId?)Venue, A("48"))], contributions.Select(contribution => (contribution.Venue, contribution.Required)));
        Assert.Equal(A("0.048"), grown);

        // The book of one venue with its margins, grown by a thousandth.
        static StressedMembers Scenario(decimal size) => new("s",
        [
            new MemberStress("m1", Amount.FromDecimal(100 * size), Amount.FromDecimal(52 * size), "g", Venue),
            new MemberStress("m2", A("20"), A("8"), "g"),
            new MemberStress("m3", A("80"), A("10"), Venue: Venues[1]),
            new MemberStress("m4", Amount.FromDecimal(60 * size), Amount.FromDecimal(50 * size), Venue: Venue),
        ]);
    }

    [Fact]
    public void Calls_GoToWhoIsShort()
    {
        var calls = FundCall.Of([new FundContribution(null, A("5")), new FundContribution(Venue, A("7")), new FundContribution(Venues[1], A("3"))], venue => venue == Venues[1] ? A("3") : A("4"), Start);
        Assert.Equal([(null, A("1"), Start), ((VenueId?)Venue, A("3"), Start)], calls.Select(call => (call.Venue, call.Amount, call.DueBy)));
    }

    [Fact]
    public void WithoutScenarios_NothingIsRequired()
    {
        var requirement = FundRequirement.Of(2, []);
        Assert.Equal((Amount.Zero, null, Rational.Zero), (requirement.RequiredFund, requirement.Binding, requirement.Concentration));
        Assert.Empty(FundContribution.Of(requirement));
        Assert.Throws<ArgumentOutOfRangeException>(() => FundRequirement.Of(0, []));
    }
}
