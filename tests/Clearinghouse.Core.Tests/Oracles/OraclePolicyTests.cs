using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Oracles;

/// <summary>Index prices by hand: three sources of equal weight, a quorum of two, outliers beyond 5 %.</summary>
public sealed class OraclePolicyTests
{
    [Fact]
    public void Combine_TakesTheMedian()
    {
        var index = Policy().Combine([Report("a", "101"), Report("b", "99"), Report("c", "100", confidence: "0.8")], Start);
        Assert.Equal((P("100"), R("1"), R("0.01"), Start), (index.Price, index.Confidence, index.Dispersion, index.ObservedAt));
        Assert.All(index.Votes, vote => Assert.True(vote.IsUsed));
        Assert.False(index.IsStale);
    }

    [Fact]
    public void Combine_CountsWeights()
    {
        var policy = Policy("2", "2", "3") with { Quorum = 3, OutlierThreshold = R("0.5") };
        Assert.Equal(P("100"), policy.Combine([Report("a", "90"), Report("b", "100"), Report("c", "110")], Start).Price);
        Assert.Equal(P("105"), policy.Combine([Report("a", "90"), Report("b", "110"), Report("c", "105")], Start).Price);
    }

    [Fact]
    public void Combine_LeavesAnOutlierOut_AndSaysSo()
    {
        var index = Policy().Combine([Report("a", "100"), Report("b", "106"), Report("c", "101")], Start);
        Assert.Equal([OracleExclusion.None, OracleExclusion.None, OracleExclusion.None], Exclusions(index));
        index = Policy().Combine([Report("a", "100"), Report("b", "200"), Report("c", "101")], Start);
        Assert.Equal([OracleExclusion.None, OracleExclusion.Outlier, OracleExclusion.None], Exclusions(index));
        Assert.Equal((P("100"), R("0.666666"), R("0")), (index.Price, index.Confidence, index.Dispersion));
    }

    [Theory]
    [InlineData(30, OracleExclusion.None)]
    [InlineData(30.001, OracleExclusion.Stale)]
    [InlineData(-2, OracleExclusion.None)]
    [InlineData(-2.001, OracleExclusion.FromTheFuture)]
    public void Combine_LooksAtTheAge(double ageSeconds, OracleExclusion expected)
    {
        var index = Policy().Combine([Report("a", "100", ageSeconds), Report("b", "100"), Report("c", "100")], Start);
        Assert.Equal([expected, OracleExclusion.None, OracleExclusion.None], Exclusions(index));
        Assert.Equal(P("100"), index.Price);
    }

    [Theory]
    [InlineData("x", "100", "1", OracleExclusion.UnknownSource)]
    [InlineData("a", "0", "1", OracleExclusion.NotPositive)]
    [InlineData("a", "-100", "1", OracleExclusion.NotPositive)]
    [InlineData("a", "100", "0.499999", OracleExclusion.LowConfidence)]
    [InlineData("a", "100", "0.5", OracleExclusion.None)]
    [InlineData("a", "100", "1.000001", OracleExclusion.LowConfidence)]
    public void Combine_BelievesOnlyWhatIsCredible(string source, string price, string confidence, OracleExclusion expected)
    {
        var index = Policy().Combine([Report(source, price, confidence: confidence), Report("b", "100"), Report("c", "100")], Start);
        Assert.Equal([expected, OracleExclusion.None, OracleExclusion.None], Exclusions(index));
        Assert.Equal(P("100"), index.Price);
    }

    [Fact]
    public void Combine_TakesTheNewestOfEachSource_AndTheFutureSilencesNobody()
    {
        var index = Policy().Combine(
            [Report("a", "90", ageSeconds: 5), Report("a", "100", ageSeconds: 1), Report("a", "500", ageSeconds: -60), Report("b", "101"), Report("c", "102")],
            Start);
        Assert.Equal(
            [OracleExclusion.Superseded, OracleExclusion.None, OracleExclusion.FromTheFuture, OracleExclusion.None, OracleExclusion.None],
            Exclusions(index));
        Assert.Equal((P("101"), Start), (index.Price, index.ObservedAt));
    }

    [Fact]
    public void Combine_WithoutQuorum_GivesNoPrice()
    {
        Lost(Policy().Combine([], Start));
        Lost(Policy().Combine([Report("a", "100"), Report("b", "100", ageSeconds: 31), Report("c", "100", ageSeconds: 31)], Start));
        Lost(Policy().Combine([Report("a", "100"), Report("b", "200"), Report("c", "300")], Start)); // nobody agrees
        Lost(Policy().Combine([Report("a", "100"), Report("b", "200")], Start));
    }

    [Fact]
    public void Combine_NeedsThoseWhoAgreeToOutweighTheRest()
    {
        var policy = Policy("1", "1", "1", "1") with { Quorum = 2 };
        Lost(policy.Combine([Report("a", "95"), Report("b", "100"), Report("c", "110"), Report("d", "120")], Start));
        Assert.Equal(P("99"), policy.Combine([Report("a", "95"), Report("b", "99"), Report("c", "100"), Report("d", "120")], Start).Price);
    }

    [Fact]
    public void Check_NamesWhatIsOutOfRange()
    {
        Assert.Null(Policy().Check());
        Assert.Null(Policy("1").Check());
        Bad(Policy() with { Sources = [] }, "sources", "one or more, each once");
        Bad(Policy() with { Sources = [Policy().Sources[0], Policy().Sources[0]] }, "sources", "one or more, each once");
        Bad(Policy() with { Sources = [new(default, Ratio.One)] }, "sources", "named");
        Bad(Policy("0", "1"), "weight", "above 0");
        Bad(Policy("1", "1", "2"), "weight", "less than half of the total");
        Bad(Policy() with { Quorum = 0 }, "quorum", "from 1 to the number of sources");
        Bad(Policy() with { Quorum = 4 }, "quorum", "from 1 to the number of sources");
        Bad(Policy() with { StalenessSeconds = 0 }, "stalenessSeconds", "positive");
        Bad(Policy() with { ClockSkewSeconds = -1 }, "clockSkewSeconds", "0 or more");
        Bad(Policy() with { OutlierThreshold = R("1") }, "outlierThreshold", "above 0 and below 1");
        Bad(Policy() with { MinimumConfidence = R("1.1") }, "minimumConfidence", "from 0 to 1");
    }

    internal static OracleReport Report(string source, string price, double ageSeconds = 0, string confidence = "1") =>
        new(PrincipalId.Create(source), P(price), R(confidence), Start.AddSeconds(-ageSeconds));

    private static OraclePolicy Policy() => Policy("1", "1", "1") with { Quorum = 2 };

    private static OraclePolicy Policy(params string[] weights) => new()
    {
        Sources = [.. weights.Select((weight, i) => new OracleSource(PrincipalId.Create($"{(char)('a' + i)}"), R(weight)))],
        Quorum = 1,
    };

    private static ImmutableArray<OracleExclusion> Exclusions(OracleIndex index) => [.. index.Votes.Select(vote => vote.Exclusion)];

    private static void Lost(OracleIndex index)
    {
        Assert.True(index.IsStale);
        Assert.Equal(((Price?)null, R("0"), R("0"), (DateTimeOffset?)null), (index.Price, index.Confidence, index.Dispersion, index.ObservedAt));
    }

    private static void Bad(OraclePolicy policy, string field, string range) =>
        Expect.Refused(policy.Check(), RefusalCode.ParametersInvalid, field, limit: range);
}
