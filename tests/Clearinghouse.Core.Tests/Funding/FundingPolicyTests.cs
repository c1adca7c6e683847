using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Funding;

/// <summary>Funding of our perpetuals by hand: 0.01 % interest and a clamp of 0.05 % per eight hours, at most 1 % at once.</summary>
public sealed class FundingPolicyTests
{
    private static readonly FundingPolicy Policy = new();

    [Theory]
    [InlineData("100", "0.0001")] // no premium: the interest
    [InlineData("100.05", "0.0001")] // inside the clamp: the interest
    [InlineData("99.97", "0.0001")]
    [InlineData("100.2", "0.0015")] // 0.2 % less 0.05 %
    [InlineData("99.8", "-0.0015")]
    public void Rate_IsThePremiumDrawnTowardsTheInterest(string mark, string rate) => Assert.Equal(R(rate), Settle(mark, hours: 8).Rate);

    [Fact]
    public void Rate_IsForTheTimeThatCounted()
    {
        Assert.Equal(R("0.000188"), Settle("100.2", hours: 1).Rate); // 0.15 % / 8, half-even
        var halted = FundingPeriod.StartingAt(Start).Observe(Start, P("100.2"), P("100")).Halt(Start.AddHours(2)).Resume(Start.AddHours(6)).Until(Start.AddHours(8));
        Assert.Equal((R("0.00075"), TimeSpan.FromHours(4)), (Policy.Settle(halted).Rate, Policy.Settle(halted).Counted));
    }

    [Fact]
    public void Rate_IsCapped_AndSaysSo()
    {
        var statement = Settle("150", hours: 8);
        Assert.Equal((R("0.01"), R("0.5"), R("0.4995"), true), (statement.Rate, statement.Premium, statement.ReferenceRate, statement.IsCapped));
        Assert.Equal(R("-0.01"), Settle("50", hours: 8).Rate);
        Assert.False(Settle("100", hours: 8).IsCapped);
    }

    [Fact]
    public void Rate_WithoutCountedTime_IsZero()
    {
        var nothing = new FundingStatement { Until = Start.AddHours(8), Rate = R("0"), Premium = null, ReferenceRate = null, Counted = TimeSpan.Zero, IsCapped = false };
        Assert.Equal(nothing, Policy.Settle(FundingPeriod.StartingAt(Start).Until(Start.AddHours(8))));
        Assert.Equal(nothing, Policy.Settle(FundingPeriod.StartingAt(Start).Halt(Start).Observe(Start, P("1"), P("1")).Until(Start.AddHours(8))));
    }

    [Fact]
    public void Rate_GrowsWithTheMark() => Gen.Select(Gen.Long[1, 20_000_000_000], Gen.Long[0, 1_000_000_000]).Sample((mark, more) =>
        Assert.True(Settle(Price.FromRaw(mark), 8).Rate <= Settle(Price.FromRaw(mark + more), 8).Rate));

    [Fact]
    public void Period_SumsWhatTimeWeightedAveragesSay() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 2], Gen.Int[1, 500], Gen.Int[1, 500]).Array[1, 12].Sample(steps =>
        {
            var (period, time, haltedFrom) = (FundingPeriod.StartingAt(Start), 0, (int?)null);
            var (marks, indices, halts) = (new List<PriceObservation>(), new List<PriceObservation>(), new List<TimeInterval>());
            foreach (var (seconds, kind, mark, index) in steps)
            {
                time += seconds;
                var at = Start.AddSeconds(time);
                if (kind == 0 && haltedFrom is null)
                {
                    (period, haltedFrom) = (period.Halt(at), time);
                }
                else if (kind == 1 && haltedFrom is { } from)
                {
                    halts.Add(new(from, time));
                    (period, haltedFrom) = (period.Resume(at), null);
                }
                else
                {
                    period = period.Observe(at, Price.FromInteger(mark), Price.FromInteger(index));
                    marks.Add(new(time, mark));
                    indices.Add(new(time, index));
                }
            }

            time += 100;
            period = period.Until(Start.AddSeconds(time));
            if (haltedFrom is { } open) halts.Add(new(open, time));
            var (markTwap, indexTwap) = (Over(time, marks, halts), Over(time, indices, halts));
            Assert.Equal(Rational.FromSeconds(period.Counted), markTwap.CountedSeconds);
            Assert.Equal((markTwap.Average - indexTwap.Average) / indexTwap.Average, period.Premium);
        });

    [Fact]
    public void Next_CarriesPricesAndHalts_NotTime()
    {
        var next = FundingPeriod.StartingAt(Start).Observe(Start, P("100.2"), P("100")).Until(Start.AddHours(8)).Next();
        Assert.Equal((Start.AddHours(8), TimeSpan.Zero), (next.Start, next.Counted));
        Assert.Equal(R("0.0015"), Policy.Settle(next.Until(Start.AddHours(16))).Rate);
        Assert.True(next.Halt(Start.AddHours(9)).Next().IsHalted);
    }

    [Fact]
    public void Period_RefusesThePastAndAnIndexOfZero()
    {
        var period = FundingPeriod.StartingAt(Start);
        Assert.Throws<ArgumentOutOfRangeException>(() => period.Until(Start.AddTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => period.Observe(Start, P("1"), P("0")));
    }

    [Fact]
    public void Check_NamesWhatIsOutOfRange()
    {
        Assert.Null(Policy.Check());
        Bad(Policy with { ReferenceSeconds = 0 }, "funding.referenceSeconds", "positive");
        Bad(Policy with { Interest = R("1.1") }, "funding.interest", "from -1 to 1");
        Bad(Policy with { ClampWidth = R("-0.1") }, "funding.clampWidth", "from 0 to 1");
        Bad(Policy with { Cap = R("1.1") }, "funding.cap", "from 0 to 1");
    }

    private static FundingStatement Settle(string mark, int hours) => Settle(P(mark), hours);

    private static FundingStatement Settle(Price mark, int hours) =>
        Policy.Settle(FundingPeriod.StartingAt(Start).Observe(Start, mark, P("100")).Until(Start.AddHours(hours)));

    private static TimeWeightedAverage Over(int end, List<PriceObservation> observations, List<TimeInterval> halts) =>
        TimeWeightedAverage.Over(new(0, end), [.. observations], [.. halts]);

    private static void Bad(FundingPolicy policy, string field, string range) => Expect.Refused(policy.Check(), RefusalCode.ParametersInvalid, field, limit: range);
}
