using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Hours;

/// <summary>Models of the next hour compared by a walk-forward over the same hours.</summary>
public static class HourEvaluation
{
    private const int HoursPerDay = 24;

    /// <summary>An hour that measured less had a stale price and is not scored.</summary>
    private const double ScoredVarianceMin = 1e-9;

    /// <summary>Walks every model through every market and scores them.</summary>
    /// <param name="models">The models, HAR among them.</param>
    /// <param name="markets">The markets.</param>
    /// <param name="warmUpDays">How many days of each market come before its first forecast, at least 30.</param>
    /// <param name="cancellationToken">Stops between two models.</param>
    /// <exception cref="ArgumentException">A market has too few hours.</exception>
    public static ModelEvaluation Run(IReadOnlyList<HourModel> models, IReadOnlyList<HourHistory> markets, int warmUpDays, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(markets);
        ArgumentOutOfRangeException.ThrowIfLessThan(warmUpDays, 30);
        if (markets.FirstOrDefault(market => market.Hours.Count <= warmUpDays * HoursPerDay) is { } brief)
            throw new ArgumentException($"{brief.Symbol} has {brief.Hours.Count / HoursPerDay} days, none after the warm-up; give a longer file or a shorter warm-up.", nameof(markets));
        var tracks = new ForecastTrack[models.Count * markets.Count];
        Parallel.For(0, tracks.Length, new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            i => tracks[i] = models[i % models.Count].Run(markets[i / models.Count], warmUpDays * HoursPerDay));
        var scores = markets.Select((market, i) => Scores(market, CombinationSpec.AddTo(tracks[(i * models.Count)..((i + 1) * models.Count)], CombinationSpec.OfHours))).ToList();
        var means = scores.SelectMany(market => market.Scores).GroupBy(score => score.Model, (model, each) => new ModelMean(model, each.Average(score => score.Qlike)));
        return new(HourModels.Har.Name, warmUpDays, [.. means.OrderBy(mean => mean.Qlike)], scores);
    }

    private static MarketScores Scores(HourHistory market, List<ForecastTrack> tracks)
    {
        int[] scored = [.. Enumerable.Range(0, market.Hours.Count).Where(hour => market.Hours[hour] is { Volume: > 0, RealisedVariance: >= ScoredVarianceMin } && tracks.TrueForAll(track => track.Variances[hour] is > 0))];
        if (scored.Length <= DieboldMariano.DefaultLags) throw new ArgumentException($"Only {scored.Length} hours of {market.Symbol} can be scored; give a longer file or a shorter warm-up.", nameof(market));
        var forecasts = tracks.ToDictionary(track => track.Model, track => scored.Select(hour => track.Variances[hour]!.Value).ToArray(), StringComparer.Ordinal);
        var scores = MarketScores.Score([.. scored.Select(hour => market.Hours[hour].RealisedVariance)], forecasts, HourModels.Har.Name);
        return new(market.Symbol, scored.Length, DateOnly.FromDateTime(market.TimeOf(scored[0])), DateOnly.FromDateTime(market.TimeOf(scored[^1])), scores);
    }
}
