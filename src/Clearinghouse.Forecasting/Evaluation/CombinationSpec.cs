namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>A forecast that is the geometric mean of others.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Members">The names of the models it is made of.</param>
public sealed record CombinationSpec(string Name, IReadOnlyList<string> Members)
{
    /// <summary>The combinations that an evaluation adds where it has their members.</summary>
    public static IReadOnlyList<CombinationSpec> Standard { get; } =
    [
        new("geo(log-har-x, ewma-80)", ["log-har-x", "ewma-80"]),
        new("geo(log-har-x, log-har-x-pooled)", ["log-har-x", "log-har-x-pooled"]),
        new("geo(log-har-x-pooled, light-gbm-pooled)", ["log-har-x-pooled", "light-gbm-pooled"]),
        new("geo(log-har-x-pooled, fast-tree-pooled)", ["log-har-x-pooled", "fast-tree-pooled"]),
    ];

    /// <summary>Those that an evaluation of hours adds.</summary>
    public static IReadOnlyList<CombinationSpec> OfHours { get; } =
    [
        new("geo(log-har-x, light-gbm)", ["log-har-x", "light-gbm"]),
        new("geo(log-har-x, fast-tree)", ["log-har-x", "fast-tree"]),
    ];

    /// <summary>The tracks of one market, and behind them the combinations whose members are all there.</summary>
    internal static List<ForecastTrack> AddTo(IReadOnlyList<ForecastTrack> tracks, IReadOnlyList<CombinationSpec> combinations)
    {
        var combined = combinations
            .Select(spec => (spec.Name, Members: tracks.Where(track => spec.Members.Contains(track.Model, StringComparer.Ordinal)).ToList(), spec.Members.Count))
            .Where(found => found.Members.Count == found.Count)
            .Select(found => ForecastTrack.GeometricMean(found.Name, found.Members));
        return [.. tracks, .. combined];
    }
}
