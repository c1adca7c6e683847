using System.Collections.Immutable;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.DefaultFunds;

/// <summary>The live book under joint scenarios, beside the plainest way to compute the same.</summary>
public sealed class BookStressTests
{
    private static readonly VenueId[] Venues = [Venue, VenueId.Create("other")];
    private static readonly MarketSnapshot Market = Snapshot(Btc, "100", null, Terms.Perpetual(), Terms.Option(OptionRight.Call));
    private static readonly MarketSnapshot Other = Snapshot(Eth, "10", null, Terms.Perpetual("eth-perp"));
    private static readonly SnapshotView View = new() { Scenarios = AllDays };
    private static readonly SnapshotView EventsOnly = new();
    private static readonly MarketRisk[] Risks = [RiskArrayBuilder.Build(Market, AllDays), RiskArrayBuilder.Build(Other, AllDays)];
    private static readonly CrossMargin Policy = new();

    private static readonly Gen<ImmutableArray<BookAccount>> Books = Gen.Select(Gen.Int[-40, 40], Gen.Int[-300, 300], Gen.Int[1, 300], Gen.Int[0, 4], Gen.Int[-1, 1]).Array[1, 12].Select(all => all
        .Select((one, i) => new BookAccount(
            Input($"{one.Item3}", Exposure(Market, "btc-perp", Q($"{one.Item1}"), AllDays), Exposure(Other, "eth-perp", Q($"{one.Item2}"), AllDays)) with { Account = AccountId.Create($"m{i:00}") },
            one.Item5 < 0 ? null : Venues[one.Item5],
            one.Item4 < 2 ? $"g{one.Item4}" : null))
        .ToImmutableArray());

    [Fact]
    public void TheFund_IsThatOfEveryAccountInEveryScenario() => Gen.Select(Books, Gen.Int[1, 3], Gen.Int[1, 4]).Sample((book, cover, worst) =>
    {
        var (expected, found) = (FundRequirement.Of(cover, [.. EveryScenario(book)]), new BookStress(View, Policy, AllDays).RequirementOf(book, cover));
        Assert.Equal(expected.RequiredFund, found.RequiredFund);
        Assert.Equal(expected.Scenarios.Select(scenario => (scenario.Scenario, scenario.CoveredLoss)), found.Scenarios.Select(scenario => (scenario.Scenario, scenario.CoveredLoss)));
        Assert.Equal(FundContribution.Of(expected, worst), FundContribution.Of(found, worst));
    }, iter: 20);

    [Fact]
    public void AnAffiliate_IsCountedWithItsGroup_AndItsSpareMarginCoversNobody()
    {
        ImmutableArray<BookAccount> book =
        [
            new(Long("a", "10"), Venue, "g"),
            new(Long("b", "10") with { Cash = A("100000") }, Venues[1], "g"),
            new(Long("c", "15"), Venue),
            new(Long("d", "9"), Venue),
        ];
        var crash = new BookStress(EventsOnly, Policy, ScenarioSet.Default).RequirementOf(book, 2).Scenarios[0];

        // Each loses 40 of 100 a contract beyond 10 of initial margin: equity in excess of it may be withdrawn tomorrow.
        Assert.Equal([("g", A("600")), ("c", A("450"))], crash.Largest.Select(group => (group.Group, group.Loss)));
        Assert.Equal(A("1050"), crash.CoveredLoss);

        static MarginInput Long(string name, string quantity) => Input("1000", Exposure(Market, "btc-perp", Q(quantity), ScenarioSet.Default)) with { Account = AccountId.Create(name) };
    }

    [Fact]
    public void WhoOwesAlready_IsPartOfWhatIsUncovered()
    {
        var broke = Input("-50", Exposure(Market, "btc-perp", Q("1"), ScenarioSet.Default));
        Assert.Equal(A("90"), new BookStress(EventsOnly, Policy, ScenarioSet.Default).RequirementOf([new(broke)], 2).RequiredFund);
    }

    [Fact]
    public void TheFastLoss_IsThatOfAccountsOneByOne() => Gen.Select(Books, Gen.Int[-10, 10], Gen.Double[0.2, 3], Gen.Double[0.2, 3]).Sample((book, calls, btc, eth) =>
    {
        var withOption = book.Add(new BookAccount(Input("50", Exposure(Market, "btc-100-c", Q($"{calls}"), AllDays)) with { Account = AccountId.Create("z") }));
        var factors = ImmutableSortedDictionary<MarketId, double>.Empty.Add(Btc, btc).Add(Eth, eth);
        var slow = ReverseStress.UncoveredLoss(withOption.Select(account => account.Input), factors);
        Assert.Equal(slow, new BookEquity(withOption, Policy).UncoveredAt(factors), 1e-4);
    }, iter: 50);

    [Fact]
    public void Gauges_NameTheNearestMove_AndWhatIsOutOfReach()
    {
        ImmutableArray<BookAccount> book = [new(Input("100", Exposure(Market, "btc-perp", Q("10"))))];
        var gauges = LayerGauge.Of(
            [("house", A("0")), ("fund", A("400")), ("everything", A("1000000"))], StressDirection.Of([Market, Other], ScenarioSet.Default with { Stress = [] }), new BookEquity(book, Policy).UncoveredAt);

        // 100 of cash are gone at 90, 500 at 50, in steps of four per cent a day.
        Assert.Equal([("house", "btc down"), ("fund", "btc down"), ("everything", null)], gauges.Select(gauge => (gauge.Layer, gauge.Direction)));
        Assert.Equal(-Math.Log(0.9) / 0.04, gauges[0].DistanceSigmas!.Value.ToDouble(), 1e-5);
        Assert.Equal(-Math.Log(0.5) / 0.04, gauges[1].DistanceSigmas!.Value.ToDouble(), 1e-5);
        Assert.Equal(R("0.5"), gauges[1].Factors[Btc]);
        Assert.Null(gauges[2].DistanceSigmas);
        Assert.Equal([A("0"), A("400"), A("1000400")], gauges.Select(gauge => gauge.UsedUpAbove));
    }

    private static IEnumerable<StressedMembers> EveryScenario(ImmutableArray<BookAccount> book)
    {
        var days = AllDays.History.Dates.Length;
        for (var s = 0; s < days + AllDays.Stress.Length; s++)
        {
            var name = s < days ? AllDays.History.NameOf(s) : AllDays.Stress[s - days].Name;
            yield return new StressedMembers(name, [.. book.Select(account => MemberOf(account, s))]);
        }
    }

    private static MemberStress MemberOf(BookAccount account, int scenario)
    {
        var (loss, statement) = (0.0, Policy.Evaluate(account.Input));
        foreach (var exposure in account.Input.Exposures)
        {
            var array = Risks.Single(risk => ReferenceEquals(risk.Snapshot, exposure.Snapshot)).Find(exposure.Contract.Contract.Id)!;
            var profit = scenario < array.Historical.Length ? array.Historical[scenario] : array.Stress[scenario - array.Historical.Length];
            loss -= exposure.Position.Quantity.ToDouble() * profit;
        }

        return new MemberStress(account.Account.Value, Amount.FromDouble(loss, Rounding.Ceiling), Amount.Min(statement.Equity, statement.InitialMargin), account.Group, account.Venue);
    }
}
