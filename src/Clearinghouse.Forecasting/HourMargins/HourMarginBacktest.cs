using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.HourMargins;

/// <summary>
/// Margin rules for positions held for an hour, tested on the past of several markets, long and short. A margin that follows every hour
/// is for liquidation buffers, bands and calls within the day; what is posted is the margin of a day.
/// </summary>
public static class HourMarginBacktest
{
    /// <summary>The fewest days that may come before the first hour scored: as many as the first quantile needs.</summary>
    public const int WarmUpDaysMin = 167;

    /// <summary>Sets margin for every hour and scores it.</summary>
    /// <param name="markets">The markets, one or more.</param>
    /// <param name="level">The share of hours that margins should cover, between 0 and 1.</param>
    /// <param name="warmUpDays">How many days of each market come before the first hour scored, at least <see cref="WarmUpDaysMin"/>.</param>
    /// <param name="cancellationToken">Stops between two markets, or two positions.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1, there is no market, or one has too few hours.</exception>
    public static MarginBacktest Run(IReadOnlyList<HourPrices> markets, double level, int warmUpDays, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(markets);
        ArgumentOutOfRangeException.ThrowIfLessThan(warmUpDays, WarmUpDaysMin);
        if (markets.Count == 0) throw new ArgumentException("A back-test needs a market.", nameof(markets));
        var firstHour = warmUpDays * MarginHorizon.OneHour.PeriodsPerDay;
        if (markets.FirstOrDefault(market => market.Count <= firstHour) is { } brief)
            throw new ArgumentException($"{brief.Symbol} has {brief.Count / MarginHorizon.OneHour.PeriodsPerDay} days, none after the warm-up; give a longer file or a shorter warm-up.", nameof(markets));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        var filters = new HourFilters[markets.Count];
        Parallel.For(0, markets.Count, options, i => filters[i] = HourFilters.Of(markets[i]));
        var sides = Enum.GetValues<PositionSide>();
        var positions = new PositionScores[markets.Count * sides.Length];
        Parallel.For(0, positions.Length, options, i =>
        {
            var market = i / sides.Length;
            positions[i] = Score(markets[market], filters[market], sides[i % sides.Length], level, firstHour);
        });
        var means = positions[0].Scores.Select((score, i) => MarginMean.Of(score.Model, [.. positions.Select(position => position.Scores[i])]));
        return new(level, warmUpDays, [.. means], positions);
    }

    private static PositionScores Score(HourPrices prices, HourFilters filters, PositionSide side, double level, int firstHour)
    {
        var theCase = prices.CaseOf(side, level);
        var scores = HourMarginRules.On(theCase, filters).Select(rule => MarginScore.Of(theCase, rule, firstHour)).ToList();
        return new(prices.Symbol, side, DateOnly.FromDateTime(prices.TimeOf(firstHour)), DateOnly.FromDateTime(prices.TimeOf(prices.Count - 1)), scores);
    }
}
