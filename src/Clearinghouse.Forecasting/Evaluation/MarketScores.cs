using Clearinghouse.Forecasting.Measures;
using MathNet.Numerics.Statistics;

namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>The scores of several models in one market, all on the same periods: days, or hours where that is what they forecast.</summary>
/// <param name="Symbol">The market.</param>
/// <param name="Periods">How many periods were scored.</param>
/// <param name="From">The day of the first of them.</param>
/// <param name="To">The day of the last of them.</param>
/// <param name="Scores">One for each model, the lowest QLIKE first.</param>
public sealed record MarketScores(string Symbol, int Periods, DateOnly From, DateOnly To, IReadOnlyList<ModelScore> Scores)
{
    /// <summary>A day with more of its bars missing is not scored: two hours.</summary>
    public const long MissingMsMax = 2 * 3_600_000;

    /// <summary>Scores the days that every model forecast, but for those with more than two hours missing.</summary>
    /// <param name="history">What was realised.</param>
    /// <param name="tracks">What was forecast, one for each model.</param>
    /// <param name="reference">The model that the others are compared with.</param>
    /// <exception cref="ArgumentException">There is no reference among the models, or too few days can be scored.</exception>
    public static MarketScores Of(DayHistory history, IReadOnlyList<ForecastTrack> tracks, string reference)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(tracks);
        // A forecast for several days stands with the first of them.
        var horizon = history.HorizonDays;
        var scored = Enumerable.Range(1, Math.Max(0, history.Count - horizon))
            .Where(day => Enumerable.Range(day, horizon).All(ahead => history[ahead].MissingMs <= MissingMsMax) && tracks.All(track => track.Variances[day] is > 0)).ToList();
        var lags = Math.Max(DieboldMariano.DefaultLags, 2 * horizon);
        if (scored.Count <= lags) throw new ArgumentException($"Only {scored.Count} days of {history.Symbol} can be scored; give a longer file or a shorter warm-up.", nameof(history));

        double[] realised = [.. scored.Select(day => history.TargetAfter(day - 1))];
        var forecasts = tracks.ToDictionary(track => track.Model, track => scored.Select(day => track.Variances[day]!.Value).ToArray(), StringComparer.Ordinal);
        return new(history.Symbol, scored.Count, DateOf(history, scored[0]), DateOf(history, scored[^1]), Score(realised, forecasts, reference, lags));
    }

    /// <summary>Scores forecasts of the same periods, the lowest QLIKE first.</summary>
    /// <param name="realised">What was realised in each period.</param>
    /// <param name="forecasts">For each model a forecast of each period.</param>
    /// <param name="reference">The model that the others are compared with.</param>
    /// <param name="lags">How many periods the losses may depend on each other: forecasts for several periods overlap.</param>
    /// <exception cref="ArgumentException">There is no reference among the models.</exception>
    internal static IReadOnlyList<ModelScore> Score(double[] realised, IReadOnlyDictionary<string, double[]> forecasts, string reference, int lags = DieboldMariano.DefaultLags)
    {
        if (!forecasts.TryGetValue(reference, out var benchmark)) throw new ArgumentException($"The reference model '{reference}' is not among the models.", nameof(reference));
        return [.. forecasts.Select(model => ScoreOf(model.Key, realised, model.Value, model.Key == reference ? null : benchmark, lags)).OrderBy(score => score.Qlike)];
    }

    private static ModelScore ScoreOf(string model, double[] realised, double[] forecasts, double[]? benchmark, int lags)
    {
        var (qlikes, errors) = (Each(Losses.Qlike, realised, forecasts), Each(Losses.SquaredError, realised, forecasts));
        var (doesMarketMove, doesForecastMove) = (realised.Distinct().Skip(1).Any(), forecasts.Distinct().Skip(1).Any());
        return new()
        {
            Model = model,
            Qlike = qlikes.Average(),
            MeanSquaredError = errors.Average(),
            Bias = forecasts.Average() / realised.Average(),
            LogRSquared = doesMarketMove && doesForecastMove ? Math.Pow(Correlation.Pearson(realised.Select(value => Math.Log(value)), forecasts.Select(value => Math.Log(value))), 2) : null,
            QlikeAgainstReference = benchmark is null ? null : DieboldMariano.Compare(qlikes, Each(Losses.Qlike, realised, benchmark), lags),
            SquaredErrorAgainstReference = benchmark is null ? null : DieboldMariano.Compare(errors, Each(Losses.SquaredError, realised, benchmark), lags),
            Calibration = doesForecastMove ? MincerZarnowitz.Regress(realised, forecasts) : null,
        };
    }

    private static double[] Each(Func<double, double, double> loss, double[] realised, double[] forecasts) => [.. realised.Zip(forecasts, loss)];

    private static DateOnly DateOf(DayHistory history, int day) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(history[day].OpenTimeMs).UtcDateTime);
}
