using System.Collections.Immutable;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Marks;

/// <summary>Marks by hand: an index of 100, ticks of a cent, at most 5 % from the index.</summary>
public sealed class MarkPolicyTests
{
    private static readonly MarkPolicy Policy = new();

    [Fact]
    public void Mark_IsTheMedianOfThreeOpinions()
    {
        var mark = MarkOf(Observe("100.1", "100.3", trades: [Trade("100.2")], externals: [External("101")]));
        Assert.Equal((P("100.2"), MarkBasis.Composite, false), (mark.Price, mark.Basis, mark.IsBounded));
        Assert.Equal(P("100"), MarkOf(Observe("120", "125", externals: [External("99")])).Price);
    }

    [Theory]
    [InlineData(0, "100")] // of 100, 100 and 104
    [InlineData(0.03, "103")] // of 103, 100 and 104
    public void Mark_WithoutABook_TakesTheIndexInItsPlace(double premium, string expected)
    {
        var mark = MarkOf(Observe(externals: [External("104")]), premium);
        Assert.Equal((P(expected), MarkBasis.IndexStandsIn), (mark.Price, mark.Basis));
    }

    [Fact]
    public void Mark_OfNothingElse_IsTheIndexWithTheAverageBasis()
    {
        var mark = MarkOf(Observe(), premium: 0.0123456);
        Assert.Equal((P("101.23"), MarkBasis.FairOnly), (mark.Price, mark.Basis));
    }

    [Fact]
    public void Mark_WithoutAnIndex_IsNone() => Assert.Null(Policy.MarkOf(BasisAverage.None, Observe("100", "101") with { IndexPrice = null }));

    [Fact]
    public void Mark_LeavesOutWhatIsOld()
    {
        var mark = MarkOf(Observe(trades: [Trade("104", ageSeconds: 61)], externals: [External("104", ageSeconds: 31)]));
        Assert.Equal((P("100"), MarkBasis.FairOnly), (mark.Price, mark.Basis));
    }

    [Fact]
    public void Mark_StaysNearTheIndex() =>
        Assert.Equal((P("105"), true), (MarkOf(Observe("150", "151", externals: [External("140")])).Price, MarkOf(Observe("150", "151", externals: [External("140")])).IsBounded));

    [Fact]
    public void OneOpinion_NeverMovesTheMarkBeyondTheOthers() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[9_600, 10_400], Gen.Int[-400, 400]).Sample((book, external, basis) =>
        {
            var price = Price.FromRaw(book * 1_000_000L);
            var elsewhere = Price.FromRaw(external * 1_000_000L);
            var mark = Policy.MarkOf(
                new(basis / 10_000.0, Start),
                Observe() with { BestBid = price, BestAsk = price, Externals = [new(elsewhere, Ratio.One, Start)] })!;
            var fair = P("100") + P("100").Times(Ratio.FromPpm(basis * 100), Rounding.Floor);
            Assert.InRange(mark.Price.Raw, (Price.Min(fair, elsewhere) - P("0.01")).Raw, (Price.Max(fair, elsewhere) + P("0.01")).Raw);
            Assert.True(mark.Price.IsMultipleOf(P("0.01")));
        });

    [Fact]
    public void Fold_MovesTheAverageTowardsTheBasis_ByTheTimeGoneBy()
    {
        var first = Policy.Fold(BasisAverage.None, Observe("101", "101"));
        Assert.Equal(0, first.Premium); // an average of one observation is none
        var later = Policy.Fold(first, Observe("101", "101") with { At = Start.AddSeconds(150) });
        Assert.Equal(0.01 * (1 - Math.Exp(-1)), later.Premium, 1e-12);
        var pushed = Policy.Fold(first, Observe("900", "900") with { At = Start.AddSeconds(150) });
        Assert.Equal(0.05 * (1 - Math.Exp(-1)), pushed.Premium, 1e-12);
    }

    [Fact]
    public void Fold_IgnoresHalfABook_ACrossedOne_NoIndex_AndThePast()
    {
        var average = new BasisAverage(0.01, Start);
        var later = Observe() with { At = Start.AddSeconds(10) };
        Assert.Equal(average, Policy.Fold(average, later with { BestBid = P("100") }));
        Assert.Equal(average, Policy.Fold(average, later with { BestBid = P("101"), BestAsk = P("100") }));
        Assert.Equal(average, Policy.Fold(average, later with { BestBid = P("100"), BestAsk = P("100"), IndexPrice = null }));
        Assert.Equal(average, Policy.Fold(average, Observe("100", "100")));
    }

    [Fact]
    public void Fold_InTwoSteps_IsFoldInOne() => Gen.Select(Gen.Double[-0.04, 0.04], Gen.Int[1, 500], Gen.Int[1, 500]).Sample((premium, first, second) =>
    {
        var average = new BasisAverage(0.02, Start);
        var (middle, end) = (Start.AddSeconds(first), Start.AddSeconds(first + second));
        Assert.Equal(average.Observe(end, premium, 150).Premium, average.Observe(middle, premium, 150).Observe(end, premium, 150).Premium, 1e-12);
    });

    [Fact]
    public void Check_NamesWhatIsOutOfRange()
    {
        Assert.Null(Policy.Check());
        Bad(Policy with { BasisSeconds = 0 }, "marks.basisSeconds", "positive");
        Bad(Policy with { TradeHorizonSeconds = 0 }, "marks.tradeHorizonSeconds", "positive");
        Bad(Policy with { TradeDecayWeight = R("1.1") }, "marks.tradeDecayWeight", "from 0 to 1");
        Bad(Policy with { ExternalMaxAgeSeconds = 0 }, "marks.externalMaxAgeSeconds", "positive");
        Bad(Policy with { LargestPremium = R("1") }, "marks.largestPremium", "above 0 and below 1");
    }

    private static ContractMarkPrice MarkOf(MarkObservation observation, double premium = 0) => Policy.MarkOf(new(premium, Start), observation)!;

    private static MarkObservation Observe(
        string? bid = null, string? ask = null, ImmutableArray<MarketTrade> trades = default, ImmutableArray<ExternalMark> externals = default) => new()
        {
            At = Start,
            Tick = P("0.01"),
            IndexPrice = P("100"),
            BestBid = bid is null ? null : P(bid),
            BestAsk = ask is null ? null : P(ask),
            Trades = trades.IsDefault ? [] : trades,
            Externals = externals.IsDefault ? [] : externals,
        };

    private static MarketTrade Trade(string price, double ageSeconds = 0) => new(P(price), Q("1"), Start.AddSeconds(-ageSeconds));

    private static ExternalMark External(string price, double ageSeconds = 0) => new(P(price), R("1"), Start.AddSeconds(-ageSeconds));

    private static void Bad(MarkPolicy policy, string field, string range) => Expect.Refused(policy.Check(), RefusalCode.ParametersInvalid, field, limit: range);
}
