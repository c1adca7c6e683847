using System.Collections.Immutable;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Settlements;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Settlements;

public sealed class SettlementAverageTests
{
    private const int MaxAgeSeconds = 60;

    /// <summary>Prices in raw units, each so many seconds after the one before: some at the same time, some after a silence longer than prices may be relied on.</summary>
    private static readonly Gen<(int Gap, long Price)[]> Histories = Gen.Select(Gen.Frequency((6, Gen.Int[0, 40]), (1, Gen.Int[50, 4_000])), Gen.Long[0, 1_000_000]).Array[1, 60];

    [Fact]
    public void Price_IsTheAverageOfEveryMarkThatCouldBeReliedOn_RoundedOnce() => Gen.Select(Histories, Gen.Int[1, 10], Gen.Int[0, 200]).Sample((history, minutes, more) =>
    {
        var average = Fold(history, minutes * 60).Until(TimeOf(history, history.Length).AddSeconds(more));
        var naive = NaiveOf(history, average);
        Assert.Equal(naive.CountedSeconds, Rational.FromSeconds(TimeSpan.FromTicks(average.CountedTicks)));
        Assert.Equal(naive.Average is { } exact ? exact.Round<Price>(Rounding.HalfEven) : Price.FromRaw(history[^1].Price), average.Price);
    });

    [Fact]
    public void Price_LiesBetweenTheLeastAndTheGreatestMark() => Gen.Select(Histories, Gen.Int[1, 10]).Sample((history, minutes) =>
    {
        var price = Fold(history, minutes * 60).Price.Raw;
        Assert.InRange(price, history.Min(observed => observed.Price), history.Max(observed => observed.Price));
    });

    [Fact]
    public void Window_LooksBackForTheTimeOfAveraging_AndNoMoreThanASixtiethLonger() => Gen.Select(Histories, Gen.Int[1, 10]).Sample((history, minutes) =>
    {
        var average = Fold(history, minutes * 60);
        Assert.InRange((average.Now - average.From).TotalSeconds, minutes * 60, minutes * 61);
        Assert.InRange(average.Buckets.Length, 0, 61);
        Assert.InRange(average.CountedTicks, 0, (average.Now - average.From).Ticks);
    });

    [Fact]
    public void LastPrice_WhateverItIs_WeighsNothing() => Gen.Select(Histories, Gen.Long[0, 1_000_000], Gen.Int[1, 30]).Sample((history, last, gap) =>
    {
        var (before, with) = (Fold([.. history, (gap, 1)], 600), Fold([.. history, (gap, last)], 600));
        Assert.True(before.CountedTicks > 0);
        Assert.Equal(before.Price, with.Price);
    });

    [Theory]
    [InlineData(3_599, 3_600, 86_400, 600, "settlement.silenceSeconds")]
    [InlineData(86_400, 59, 86_400, 600, "settlement.averagingSeconds")]
    [InlineData(86_400, 3_601, 86_400, 600, "settlement.averagingSeconds")]
    [InlineData(86_400, 3_600, 60, 600, "settlement.noticeSeconds")]
    [InlineData(86_400, 3_600, 86_400, -1, "settlement.returnSeconds")]
    public void Check_NamesWhatIsOutOfRange(int silence, int averaging, int notice, int back, string field)
    {
        var refusal = new SettlementRule { SilenceSeconds = silence, AveragingSeconds = averaging, NoticeSeconds = notice, ReturnSeconds = back }.Check();
        Assert.Equal((RefusalCode.ParametersInvalid, field), (refusal?.Code, refusal?.Subject));
        Assert.Null(new SettlementRule().Check());
    }

    private static SettlementAverage Fold((int Gap, long Price)[] history, int seconds)
    {
        var maxAge = TimeSpan.FromSeconds(MaxAgeSeconds);
        var average = SettlementAverage.StartingAt(seconds, TimeOf(history, 1), Price.FromRaw(history[0].Price), maxAge);
        for (var i = 1; i < history.Length; i++) average = average.Observe(TimeOf(history, i + 1), Price.FromRaw(history[i].Price), maxAge);
        return average;
    }

    private static DateTimeOffset TimeOf((int Gap, long Price)[] history, int count) => Start.AddSeconds(history.Take(count).Sum(observed => observed.Gap));

    /// <summary>The same by the average that knows every price: what is too old to be relied on is left out.</summary>
    private static TimeWeightedAverage NaiveOf((int Gap, long Price)[] history, SettlementAverage average)
    {
        var (observations, stale) = (ImmutableArray.CreateBuilder<PriceObservation>(), ImmutableArray.CreateBuilder<TimeInterval>());
        for (var i = 0; i < history.Length; i++)
        {
            var (at, next) = (TimeOf(history, i + 1), i + 1 < history.Length ? TimeOf(history, i + 2) : DateTimeOffset.MaxValue);
            observations.Add(new PriceObservation(Seconds(at), Rational.From(Price.FromRaw(history[i].Price))));
            if (next > at.AddSeconds(MaxAgeSeconds)) stale.Add(new TimeInterval(Seconds(at.AddSeconds(MaxAgeSeconds)), Seconds(next)));
        }

        return TimeWeightedAverage.Over(new TimeInterval(Seconds(average.From), Seconds(average.Now)), observations.ToImmutable(), stale.ToImmutable());
    }

    private static Rational Seconds(DateTimeOffset at) => Rational.FromSeconds(at - Start);
}
