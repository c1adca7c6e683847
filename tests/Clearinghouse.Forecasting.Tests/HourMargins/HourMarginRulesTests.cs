using Clearinghouse.Forecasting.HourMargins;
using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using CsCheck;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.HourMargins;

/// <summary>Margins for an hour: made of whole hours, known in time, sound where nothing trades.</summary>
public sealed class HourMarginRulesTests
{
    private const int Days = 200;
    private const int FirstMarginHour = 4_008;
    private const int LastCommonHour = (190 * 24) + 7;

    private static readonly BarSeries Series = RandomBars.Of(seed: 7, Days, hoursPerBar: 1);

    [Theory]
    [InlineData(PositionSide.Long)]
    [InlineData(PositionSide.Short)]
    public void Bars_after_an_hour_change_no_margin_set_by_then(PositionSide side)
    {
        var changed = Series.ChangedFrom(RandomBars.FirstDayMs + ((LastCommonHour + 1) * HourHistory.HourMs));
        var (rules, others) = (Rules(Series, side), Rules(changed, side));

        foreach (var (before, after) in rules.Zip(others))
        {
            Assert.All(before.Margins.Skip(FirstMarginHour), margin => Assert.True(margin is > 0, $"{before.Model} {margin}"));
            Assert.Equal(before.Margins.Take(LastCommonHour + 2), after.Margins.Take(LastCommonHour + 2));
            Assert.NotEqual(before.Margins, after.Margins);
        }
    }

    [Fact]
    public void Bars_labelled_one_bar_too_early_are_found()
    {
        var changed = Series.ChangedFrom(RandomBars.FirstDayMs + ((LastCommonHour + 1) * HourHistory.HourMs));

        foreach (var (before, after) in Rules(Early(Series), PositionSide.Long).Zip(Rules(Early(changed), PositionSide.Long)).Where(pair => !pair.First.Model.StartsWith("hs-", StringComparison.Ordinal)))
            Assert.NotEqual(before.Margins.Take(LastCommonHour + 2), after.Margins.Take(LastCommonHour + 2));
    }

    [Fact]
    public void Quantiles_are_taken_at_midnight_and_used_for_the_day() =>
        Gen.Select(Gen.Double[-1, 1].Array[30, 80], Gen.Int[1, 9], Gen.Double[0.5, 0.99]).Sample((values, refresh, level) =>
        {
            var window = new QuantileWindow(20, 10, refresh);
            var quantiles = TailQuantile.Rolling(values, level, window);
            double? expected = null;
            for (var period = 0; period < values.Length; period++)
            {
                if (period >= 9 && (period + 1) % refresh == 0) expected = TailQuantile.Higher(level, [.. values.Take(period + 1).TakeLast(20)]);
                if (quantiles[period] != expected) return false;
            }

            return true;
        });

    [Fact]
    public void A_window_that_cannot_hold_what_it_needs_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TailQuantile.Rolling([1], 0.99, new QuantileWindow(10, 11, 1)));
        Assert.Throws<ArgumentException>(() => TailQuantile.Rolling([1], 0.99, new QuantileWindow(10, 5, 0)));
    }

    [Fact]
    public void An_hour_of_shorter_bars_is_that_of_one_bar()
    {
        var quarters = new List<Bar>();
        foreach (var bar in Series.Bars)
        {
            for (var i = 0; i < 4; i++)
                quarters.Add(new(bar.OpenTimeMs + (i * HourHistory.HourMs / 4), i == 0 ? bar.Open : bar.High, bar.High, i == 2 ? bar.Low : bar.High, i == 3 ? bar.Close : bar.High, 1));
            quarters[^1] = quarters[^1] with { Low = bar.Close };
            quarters[^4] = quarters[^4] with { Low = bar.Open };
        }

        var (whole, parts) = (HourPrices.From(Series), HourPrices.From(new BarSeries("TEST", HourHistory.HourMs / 4, quarters)));

        Assert.Equal(whole.Returns, parts.Returns);
        Assert.Equal(whole.LowestReturns, parts.LowestReturns);
        Assert.Equal(whole.HighestReturns, parts.HighestReturns);
        Assert.Equal(whole.Variances, parts.Variances);
    }

    [Fact]
    public void An_outage_counts_as_a_fiftieth_of_the_week_and_not_as_nothing()
    {
        const int First = 180 * 24, Hours = 10;
        var holed = new BarSeries("TEST", Series.IntervalMs, Series.Bars.Where((_, hour) => hour is < First or >= First + Hours));
        var prices = HourPrices.From(holed);

        Assert.All(Enumerable.Range(First, Hours), hour => Assert.Equal(0, prices.Returns[hour]));

        // The hours of the hole measured nothing; of the others a few small ones stand at their own floor, which is a little more than they measured.
        Assert.All(Enumerable.Range(First, Hours), hour =>
            Assert.InRange(prices.Variances[hour] / (0.02 * Enumerable.Range(hour - 167, 168).Sum(i => i >= First ? 0 : prices.Variances[i]) / 168), 0.99, 1));
        var forecast = HourFilters.Of(prices).Forecast.Variances;
        Assert.InRange(forecast[First + Hours]!.Value / forecast[First]!.Value, 0.01, 1);
    }

    [Fact]
    public void A_price_that_never_moves_still_has_a_variance()
    {
        var flat = new BarSeries("USD", HourHistory.HourMs, Enumerable.Range(0, 240).Select(hour => new Bar(RandomBars.FirstDayMs + (hour * HourHistory.HourMs), RandomBars.At(1), RandomBars.At(1), RandomBars.At(1), RandomBars.At(1), 0)));

        Assert.All(HourPrices.From(flat).Variances, variance => Assert.Equal(1e-9, variance));
    }

    [Fact]
    public void Bars_longer_than_an_hour_are_refused() =>
        Assert.Contains("bars of an hour", Assert.Throws<ArgumentException>(() => HourPrices.From(RandomBars.Of(1, 10, hoursPerBar: 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_short_file_is_refused() =>
        Assert.Contains("longer file", Assert.Throws<ArgumentException>(() => HourMarginBacktest.Run([HourPrices.From(Series)], 0.99, Days)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_short_warm_up_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HourMarginBacktest.Run([HourPrices.From(Series)], 0.99, HourMarginBacktest.WarmUpDaysMin - 1));

    private static IReadOnlyList<MarginSeries> Rules(BarSeries series, PositionSide side)
    {
        var prices = HourPrices.From(series);
        return HourMarginRules.On(prices.CaseOf(side, 0.95), HourFilters.Of(prices));
    }

    private static BarSeries Early(BarSeries series) => new(series.Symbol, series.IntervalMs, series.Bars.Select(bar => bar with { OpenTimeMs = bar.OpenTimeMs - HourHistory.HourMs }));
}
