using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Hours;

/// <summary>Forecasts of hours know nothing of later ones, and are as good as published.</summary>
public sealed class HourEvaluationTests
{
    private const int Days = 40;
    private const int WarmUpHours = 30 * 24;
    private const int LastCommonHour = 35 * 24;
    private const long QuarterMs = 900_000;

    public static TheoryData<string> Models => [.. HourModels.All.Select(model => model.Name)];

    public static TheoryData<string, double, double> Published => new()
    {
        { "log-har-x", .5370, .5433 },
        { "log-har-hour", .5610, .5701 },
        { "log-har", .6000, .6029 },
        { "ewma-80", .7022, .6973 },
        { "har", .7746, .7938 },
        { "ewma-94-r2", .8318, .7771 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Bars_after_an_hour_change_no_forecast_made_by_then(string name)
    {
        var series = Bars();
        var (one, other) = (Run(name, series), Run(name, series.ChangedFrom(RandomBars.FirstDayMs + ((LastCommonHour + 1) * HourHistory.HourMs))));

        Assert.All(one.Skip(WarmUpHours), variance => Assert.True(variance is > 0 and < 1, $"{variance}"));
        Assert.Equal(one.Take(LastCommonHour + 2), other.Take(LastCommonHour + 2));
        Assert.NotEqual(one[LastCommonHour + 2], other[LastCommonHour + 2]);
    }

    [Fact]
    public void Bars_labelled_one_bar_too_early_are_found()
    {
        var series = Bars();
        var changed = series.ChangedFrom(RandomBars.FirstDayMs + ((LastCommonHour + 1) * HourHistory.HourMs));

        Assert.NotEqual(Run("log-har-x", Early(series)).Take(LastCommonHour + 2), Run("log-har-x", Early(changed)).Take(LastCommonHour + 2));
    }

    [Fact]
    public void Bars_of_an_hour_are_too_coarse() =>
        Assert.Contains("15 minutes", Assert.Throws<ArgumentException>(() => HourHistory.From(RandomBars.Of(1, Days, hoursPerBar: 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_short_file_is_refused() =>
        Assert.Contains("longer file", Assert.Throws<ArgumentException>(() => HourEvaluation.Run(HourModels.All, [HourHistory.From(Bars())], 50)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Published))]
    public void Qlike_is_within_one_percent_of_the_published_one(string name, double bitcoin, double ether)
    {
        HourHistory[] markets = [HourHistory.From(SourceTree.Recorded("BTCUSDT_perp_5m_2023-2024")), HourHistory.From(SourceTree.Recorded("ETHUSDT_perp_5m_2023-2024"))];

        var report = HourEvaluation.Run([.. new[] { HourModels.Har, HourModels.All.Single(model => model.Name == name) }.Distinct()], markets, 90);

        Assert.All(report.Markets.Zip([bitcoin, ether]), pair => Assert.InRange(pair.First.Scores.Single(score => score.Model == name).Qlike / pair.Second, 0.99, 1.01));
    }

    private static IReadOnlyList<double?> Run(string name, BarSeries series) => HourModels.All.Single(model => model.Name == name).Run(HourHistory.From(series), WarmUpHours).Variances;

    private static BarSeries Early(BarSeries series) => new(series.Symbol, series.IntervalMs, series.Bars.Select(bar => bar with { OpenTimeMs = bar.OpenTimeMs - QuarterMs }));

    private static BarSeries Bars()
    {
        var random = new Random(3);
        var (price, bars) = (100.0, new List<Bar>());
        for (var i = 0; i < Days * 96; i++)
        {
            var (open, close) = (price, price * Math.Exp(0.004 * (random.NextDouble() - 0.5)));
            bars.Add(new(RandomBars.FirstDayMs + (i * QuarterMs), RandomBars.At(open), RandomBars.At(Math.Max(open, close) * 1.0005), RandomBars.At(Math.Min(open, close) * 0.9995), RandomBars.At(close), 10));
            price = close;
        }

        return new("AAA", QuarterMs, bars);
    }
}
