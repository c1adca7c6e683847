using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Models;

/// <summary>A forecast made at the end of a day does not depend on anything after it. A model that looks ahead is caught.</summary>
public sealed class CausalityTests
{
    private const int Days = 330;
    private const int WarmUpDays = 250;
    private const int BarHours = 6;
    private const long BarMs = BarHours * 3_600_000;

    /// <summary>The last day whose bars are the same in both worlds.</summary>
    private const int LastCommonDay = 300;

    public static TheoryData<string> Models => [.. StandardModels.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Bars_after_a_day_change_no_forecast_made_by_then(string name)
    {
        var model = StandardModels.All.Single(model => model.Name == name);
        Assert.SkipWhen(model is BoostedTreesModel { IsAvailable: false }, "The library's native part cannot be loaded here.");

        Assert.Null(FirstDifference(model));
    }

    [Theory]
    [InlineData("log-har-x")]
    [InlineData("log-har-x-pooled")]
    [InlineData("ewma-94")]
    public void Bars_labelled_one_bar_too_early_are_found(string name)
    {
        var model = StandardModels.All.Single(model => model.Name == name);

        Assert.Equal(("AAA", LastCommonDay + 1), FirstDifference(model, labelledEarlyMs: BarMs));
    }

    /// <summary>The market and day of the first forecast that the future changed, up to the day after the last common one.</summary>
    private static (string Symbol, int Day)? FirstDifference(IVolatilityModel model, long labelledEarlyMs = 0)
    {
        var changesMs = RandomBars.FirstDayMs + ((LastCommonDay + 1) * RandomBars.DayMs);
        var tracks = WalkForward.Run(model, Panel(long.MaxValue, labelledEarlyMs), WarmUpDays);
        var others = WalkForward.Run(model, Panel(changesMs, labelledEarlyMs), WarmUpDays);
        foreach (var (track, other) in tracks.Zip(others))
        {
            Assert.All(track.Variances.Skip(WarmUpDays), variance => Assert.True(variance is > 0 and < 1, $"{variance}"));
            for (var day = 0; day <= LastCommonDay + 1; day++)
                if (track.Variances[day] != other.Variances[day]) return (track.Symbol, day);
        }

        return null;
    }

    private static VolatilityPanel Panel(long changesMs, long labelledEarlyMs) => new(new[] { "AAA", "BBB" }.Select((symbol, i) =>
    {
        var series = RandomBars.Of(seed: i + 1, Days, symbol, BarHours).ChangedFrom(changesMs);
        return DayHistory.From(new BarSeries(symbol, series.IntervalMs, series.Bars.Select(bar => bar with { OpenTimeMs = bar.OpenTimeMs - labelledEarlyMs })));
    }));
}
