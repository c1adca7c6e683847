using Clearinghouse.Forecasting.Features;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Boosted regression trees on the logarithm of the variance, pooled over the markets: challengers of the regressions.
/// </summary>
/// <param name="library">Who grows them.</param>
public sealed class BoostedTreesModel(TreeLibrary library) : IVolatilityModel
{
    private static readonly TreeTerms Terms = new(Trees: 300, Leaves: 12, RowsPerLeafMin: 100, LearningRate: 0.04);

    private readonly PooledRows _rows = new(RegressorSets.Pooled.With(
        new Regressor("jump", features => features.Jump),
        new Regressor("negative share", features => features.NegativeShare),
        new Regressor("volume ratio", features => features.VolumeRatio),
        new Regressor("variance change", features => features.VarianceChange)));

    /// <summary>
    /// Whether the library's native part can be loaded here. LightGBM comes for x64 only, and on Linux needs the system's OpenMP.
    /// </summary>
    public bool IsAvailable => BoostedTrees.IsAvailable(library);

    /// <inheritdoc/>
    public string Name => library == TreeLibrary.FastTree ? "fast-tree-pooled" : "light-gbm-pooled";

    /// <inheritdoc/>
    public int RefitDays => 30;

    /// <inheritdoc/>
    public IVolatilityForecaster Fit(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var trees = BoostedTrees.Fit(library, Terms, _rows.Training(known).ConvertAll(row => TreeRow.From(row.Values, row.Target)));
        return trees is null ? new NoForecaster() : new Forecaster(_rows, trees);
    }

    private sealed record Forecaster(PooledRows Rows, BoostedTrees Trees) : IVolatilityForecaster
    {
        public double? Forecast(VolatilityPanel known, int market) =>
            Rows.Now(known, market) is var (values, mean) ? Trees.Forecast(TreeRow.From(values, 0)) * Math.Exp(mean) : null;
    }
}
