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
}
