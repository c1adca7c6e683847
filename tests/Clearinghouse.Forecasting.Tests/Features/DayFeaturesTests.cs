using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Features;

/// <summary>What models are told is known in time, and is what it says.</summary>
public sealed class DayFeaturesTests
{
    private const int Days = 90;

    private static readonly DayHistory History = DayHistory.From(RandomBars.Of(seed: 1, Days));

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(88)]
    public void Bars_after_a_day_change_nothing_that_was_known_at_its_end(int day)
    {
        var changed = DayHistory.From(RandomBars.Of(seed: 1, Days).ChangedFrom(RandomBars.FirstDayMs + ((day + 1) * RandomBars.DayMs)));

        for (var known = 0; known <= day; known++) Assert.Equal(History.Regressors(RegressorSets.LogHarX, known), changed.Regressors(RegressorSets.LogHarX, known));
        Assert.NotEqual(History.Regressors(RegressorSets.LogHarX, day + 1).ToArray(), changed.Regressors(RegressorSets.LogHarX, day + 1).ToArray());
    }

    [Fact]
    public void The_last_bar_of_a_day_is_known_at_its_end()
    {
        var changed = DayHistory.From(RandomBars.Of(seed: 1, Days).ChangedFrom(RandomBars.FirstDayMs + (61 * RandomBars.DayMs) - 1 - 7_200_000));

        Assert.NotEqual(DayFeatures.Of(History.Known(61)), DayFeatures.Of(changed.Known(61)));
    }

    [Fact]
    public void The_weekday_is_that_of_the_day_forecast()
    {
        // The first day is a Monday: at its end a Tuesday is forecast.
        Assert.Equal(DayOfWeek.Tuesday, DayFeatures.Of(History.Known(1)).TargetWeekday);

        var row = History.Regressors(RegressorSets.LogHarX, 4).ToArray();
        Assert.Equal(1, row[RegressorSets.LogHarX.Names.ToList().IndexOf("Saturday")]);
        Assert.Equal(1, row[^6..].Sum());
    }

    [Fact]
    public void Log_HAR_X_has_sixteen_regressors_and_a_constant() => Assert.Equal(16, RegressorSets.LogHarX.Count);

    [Fact]
    public void Windows_are_means_of_variances()
    {
        var features = DayFeatures.Of(History.Known(50));

        Assert.Equal(Enumerable.Range(43, 7).Average(day => History[day].RealisedVariance), features.Variance7, 1e-15);
        Assert.Equal(Enumerable.Range(20, 30).Average(day => History[day].RealisedVariance), features.Variance30, 1e-15);
        Assert.Equal(Math.Min(History[49].Return, 0) / Math.Sqrt(features.Variance7), features.Leverage1, 1e-12);
        Assert.Equal(Math.Min(Enumerable.Range(43, 7).Average(day => History[day].Return), 0) / Math.Sqrt(features.Variance7), features.Leverage7, 1e-12);
    }

    [Fact]
    public void A_view_knows_nothing_of_later_days()
    {
        var known = History.Known(10);

        Assert.Equal(10, known.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => known[10]);
        Assert.Throws<ArgumentOutOfRangeException>(() => known.Regressors(RegressorSets.Har, 10).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => known.Known(11));
        Assert.Equal(10, known.Column(day => day.Return).Length);
    }
}
