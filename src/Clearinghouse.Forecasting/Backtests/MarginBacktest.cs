using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Backtests;

/// <summary>Margin rules tested on the past of several markets, long and short.</summary>
/// <param name="Level">The share of days, or of hours, that margins should cover.</param>
/// <param name="WarmUpDays">How many days of each market came before the first one scored.</param>
/// <param name="Means">Over all positions, in the order of the rules.</param>
/// <param name="Positions">Each market, long and short.</param>
public sealed record MarginBacktest(double Level, int WarmUpDays, IReadOnlyList<MarginMean> Means, IReadOnlyList<PositionScores> Positions)
{
    /// <summary>Forecasts every day by every model, sets margins and scores them.</summary>
    /// <param name="models">Whose forecasts are filters; the first is the one that blends and buffers are made of.</param>
    /// <param name="panel">The markets.</param>
    /// <param name="level">The share of days that margins should cover, between 0 and 1.</param>
    /// <param name="warmUpDays">How many days of each market come before the first one scored.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1, or a market has too few days.</exception>
    public static MarginBacktest Run(IReadOnlyList<IVolatilityModel> models, VolatilityPanel panel, double level, int warmUpDays, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(panel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        var tracks = new IReadOnlyList<ForecastTrack>[models.Count];
        Parallel.For(0, models.Count, options, i => tracks[i] = WalkForward.Run(models[i], panel, warmUpDays, cancellationToken));

        return Of(tracks, panel, level, warmUpDays, cancellationToken);
    }

    /// <summary>Sets margins by forecasts that were made already, and scores them.</summary>
    /// <param name="tracks">For each model a track for each market; the first model is the one that blends and buffers are made of.</param>
    /// <param name="panel">The markets.</param>
    /// <param name="level">The share of days that margins should cover, between 0 and 1.</param>
    /// <param name="warmUpDays">How many days of each market come before the first one scored.</param>
    /// <param name="cancellationToken">Stops between two positions.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1, or a market has too few days.</exception>
    public static MarginBacktest Of(IReadOnlyList<IReadOnlyList<ForecastTrack>> tracks, VolatilityPanel panel, double level, int warmUpDays, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        var sides = Enum.GetValues<PositionSide>();
        var positions = new PositionScores[panel.Markets.Count * sides.Length];
        Parallel.For(0, positions.Length, options, i =>
        {
            var market = i / sides.Length;
            positions[i] = Score(panel.Markets[market], sides[i % sides.Length], [.. tracks.Select(track => track[market])], level, warmUpDays);
        });
        var means = positions[0].Scores.Select((score, i) => MarginMean.Of(score.Model, [.. positions.Select(position => position.Scores[i])]));
        return new(level, warmUpDays, [.. means], positions);
    }

    /// <summary>The same test with only some of the rules, in the order named.</summary>
    /// <param name="rules">Names of rules that were tested.</param>
    public MarginBacktest Only(params IReadOnlyList<string> rules) => this with
    {
        Means = [.. rules.Select(rule => Means.Single(mean => mean.Model == rule))],
        Positions = [.. Positions.Select(position => position with { Scores = [.. rules.Select(rule => position.Scores.Single(score => score.Model == rule))] })],
    };

    private static PositionScores Score(DayHistory history, PositionSide side, IReadOnlyList<ForecastTrack> tracks, double level, int warmUpDays)
    {
        var theCase = new MarginCase(history, side, level);
        var series = MarginRules.On(theCase, history, [.. tracks.Select(track => VarianceFilter.Of(track, history))]);
        var scores = series.Select(rule => MarginScore.Of(theCase, rule, warmUpDays)).ToList();
        return new(history.Symbol, side, DateOf(history, warmUpDays), DateOf(history, history.Count - 1), scores);
    }

    private static DateOnly DateOf(DayHistory history, int day) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(history[day].OpenTimeMs).UtcDateTime);
}
