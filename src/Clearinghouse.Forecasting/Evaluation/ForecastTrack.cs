namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>What a model forecast for each day of a market, made at the end of the day before.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Symbol">The market.</param>
/// <param name="Variances">One entry for each day of the market's history, of that day's realised variance; null where there is none.</param>
public sealed record ForecastTrack(string Model, string Symbol, IReadOnlyList<double?> Variances)
{
    /// <summary>The geometric mean of several tracks of the same market; null where one of them has no forecast.</summary>
    /// <exception cref="ArgumentException">There is no track, or they are of different markets.</exception>
    public static ForecastTrack GeometricMean(string name, IReadOnlyList<ForecastTrack> tracks)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0 || tracks.Any(track => track.Symbol != tracks[0].Symbol)) throw new ArgumentException("Only forecasts of one market can be combined.", nameof(tracks));
        var combined = Enumerable.Range(0, tracks[0].Variances.Count).Select(day =>
        {
            var variances = tracks.Select(track => track.Variances[day]).ToList();
            return variances.All(variance => variance is > 0) ? Math.Exp(variances.Average(variance => Math.Log(variance!.Value))) : (double?)null;
        });
        return new(name, tracks[0].Symbol, [.. combined]);
    }
}
