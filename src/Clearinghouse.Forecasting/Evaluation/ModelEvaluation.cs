using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>Models compared by a walk-forward over the same days.</summary>
/// <param name="Reference">The model that the others are tested against.</param>
/// <param name="WarmUpDays">How many days of each market came before its first forecast.</param>
/// <param name="Means">Over all markets, the best first.</param>
/// <param name="Markets">The scores in each market.</param>
public sealed record ModelEvaluation(string Reference, int WarmUpDays, IReadOnlyList<ModelMean> Means, IReadOnlyList<MarketScores> Markets)
{
    /// <summary>Walks every model through the panel, as many at a time as there are processors, and scores them.</summary>
    /// <param name="models">The models, the reference among them.</param>
    /// <param name="reference">The model that the others are tested against.</param>
    /// <param name="panel">The markets.</param>
    /// <param name="warmUpDays">How many days of each market come before its first forecast.</param>
    /// <param name="modelDone">Told the name of each model that is done, from any thread.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    /// <exception cref="ArgumentException">The reference is not among the models, or a market has too few days to score.</exception>
    public static ModelEvaluation Run(
        IReadOnlyList<IVolatilityModel> models,
        IVolatilityModel reference,
        VolatilityPanel panel,
        int warmUpDays,
        Action<string> modelDone,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(modelDone);
        var tracks = new IReadOnlyList<ForecastTrack>[models.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, models.Count, options, i =>
        {
            tracks[i] = WalkForward.Run(models[i], panel, warmUpDays, cancellationToken);
            modelDone(models[i].Name);
        });

        return Of(tracks, reference.Name, panel, warmUpDays);
    }

    /// <summary>Scores forecasts that were made already.</summary>
    /// <param name="tracks">For each model a track for each market.</param>
    /// <param name="reference">The name of the model that the others are tested against.</param>
    /// <param name="panel">The markets.</param>
    /// <param name="warmUpDays">How many days of each market came before its first forecast.</param>
    /// <exception cref="ArgumentException">The reference is not among the models, or a market has too few days to score.</exception>
    public static ModelEvaluation Of(IReadOnlyList<IReadOnlyList<ForecastTrack>> tracks, string reference, VolatilityPanel panel, int warmUpDays)
    {
        ArgumentNullException.ThrowIfNull(panel);
        var markets = panel.Markets.Select((market, i) => MarketScores.Of(market, CombinationSpec.AddTo([.. tracks.Select(track => track[i])], CombinationSpec.Standard), reference)).ToList();
        var means = markets.SelectMany(market => market.Scores).GroupBy(score => score.Model, (model, scores) => new ModelMean(model, scores.Average(score => score.Qlike)));
        return new(reference, warmUpDays, [.. means.OrderBy(mean => mean.Qlike)], markets);
    }
}
