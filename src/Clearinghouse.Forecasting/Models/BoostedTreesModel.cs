using System.Runtime.InteropServices;
using Clearinghouse.Forecasting.Features;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Boosted regression trees on the logarithm of the variance, pooled over the markets: challengers of the regressions. Smearing comes
/// from the last 15 % of the time, held out of a first fit, because residuals inside the sample flatter trees. One thread and a
/// fixed seed: the same rows grow the same trees.
/// </summary>
/// <param name="library">Who grows them.</param>
public sealed class BoostedTreesModel(TreeLibrary library) : IVolatilityModel
{
    private const int Seed = 1;
    private const int Trees = 300;
    private const int Leaves = 12;
    private const int RowsPerLeafMin = 100;
    private const double LearningRate = 0.04;
    private const double L2Regularisation = 5;
    private const double FittedShare = 0.85;
    private const double ResidualMax = 4;

    private static readonly Lazy<bool> NativeLightGbm = new(() =>
        NativeLibrary.TryLoad("lib_lightgbm", typeof(LightGbmRegressionTrainer).Assembly, searchPath: null, out _));

    private readonly PooledRows _rows = new(RegressorSets.Pooled.With(
        new Regressor("jump", features => features.Jump),
        new Regressor("negative share", features => features.NegativeShare),
        new Regressor("volume ratio", features => features.VolumeRatio),
        new Regressor("variance change", features => features.VarianceChange)));

    /// <summary>
    /// Whether the library's native part can be loaded here. LightGBM comes for x64 only, and on Linux needs the system's OpenMP.
    /// </summary>
    public bool IsAvailable => library == TreeLibrary.FastTree || NativeLightGbm.Value;

    /// <inheritdoc/>
    public string Name => library == TreeLibrary.FastTree ? "fast-tree-pooled" : "light-gbm-pooled";

    /// <inheritdoc/>
    public int RefitDays => 30;

    /// <inheritdoc/>
    public IVolatilityForecaster Fit(VolatilityPanel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var rows = _rows.Training(known).ConvertAll(TreeRow.From);
        if (rows.Count < 2 * RowsPerLeafMin) return new Forecaster(_rows, null, 1);
        var held = rows[(int)(rows.Count * FittedShare)..];
        var first = Grow(rows[..(int)(rows.Count * FittedShare)]);
        var smearing = held.Average(row => Math.Exp(Math.Clamp(row.Label - first.Predict(row).Score, -ResidualMax, ResidualMax)));
        return new Forecaster(_rows, Grow(rows), smearing);
    }

    private PredictionEngine<TreeRow, TreeScore> Grow(List<TreeRow> rows)
    {
        var context = new MLContext(Seed);
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, _rows.Width);
        var data = context.Data.LoadFromEnumerable(rows, schema);
        ITransformer model = library == TreeLibrary.FastTree ? FastTree(context).Fit(data) : LightGbm(context).Fit(data);
        return context.Model.CreatePredictionEngine<TreeRow, TreeScore>(model, inputSchemaDefinition: schema);
    }

    private static FastTreeRegressionTrainer FastTree(MLContext context) => context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
    {
        NumberOfTrees = Trees,
        LearningRate = LearningRate,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = RowsPerLeafMin,
        NumberOfThreads = 1,
        Seed = Seed,
    });

    private static LightGbmRegressionTrainer LightGbm(MLContext context) => context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
    {
        NumberOfIterations = Trees,
        LearningRate = LearningRate,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = RowsPerLeafMin,
        NumberOfThreads = 1,
        Seed = Seed,
        Booster = new GradientBooster.Options { L2Regularization = L2Regularisation },
    });

    private sealed record Forecaster(PooledRows Rows, PredictionEngine<TreeRow, TreeScore>? Trees, double Smearing) : IVolatilityForecaster
    {
        public double? Forecast(VolatilityPanel known, int market) =>
            Trees is not null && Rows.Now(known, market) is var (values, mean)
                ? Math.Exp(Trees.Predict(TreeRow.From(new(values, 0))).Score + mean) * Smearing
                : null;
    }
}
