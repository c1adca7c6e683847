using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// Boosted regression trees on the logarithm of a variance. Smearing comes from the last 15 % of the time, held out of a first fit,
/// because residuals inside the sample flatter trees. One thread and a fixed seed: the same rows grow the same trees.
/// </summary>
internal sealed class BoostedTrees
{
    private const int Seed = 1;
    private const double L2Regularisation = 5;
    private const double FittedShare = 0.85;
    private const double ResidualMax = 4;

    private static readonly Lazy<bool> NativeLightGbm = new(() =>
        NativeLibrary.TryLoad("lib_lightgbm", typeof(LightGbmRegressionTrainer).Assembly, searchPath: null, out _));

    private readonly PredictionEngine<TreeRow, TreeScore> _trees;
    private readonly double _smearing;

    private BoostedTrees(PredictionEngine<TreeRow, TreeScore> trees, double smearing) => (_trees, _smearing) = (trees, smearing);

    /// <summary>Whether the library's native part can be loaded here. LightGBM comes for x64 only, and on Linux needs the system's OpenMP.</summary>
    internal static bool IsAvailable(TreeLibrary library) => library == TreeLibrary.FastTree || NativeLightGbm.Value;

    /// <summary>Grows trees; null when there are fewer rows than two leaves need.</summary>
    /// <param name="library">Who grows them.</param>
    /// <param name="terms">How.</param>
    /// <param name="rows">What they are told and what they should say, in order of time.</param>
    internal static BoostedTrees? Fit(TreeLibrary library, TreeTerms terms, List<TreeRow> rows)
    {
        if (rows.Count < 2 * terms.RowsPerLeafMin) return null;
        var fitted = (int)(rows.Count * FittedShare);
        var first = Grow(library, terms, rows[..fitted]);
        var smearing = rows[fitted..].Average(row => Math.Exp(Math.Clamp(row.Label - first.Predict(row).Score, -ResidualMax, ResidualMax)));
        return new(Grow(library, terms, rows), smearing);
    }

    /// <summary>The forecast of a variance, over the level that the rows were brought to.</summary>
    internal double Forecast(TreeRow row) => Math.Exp(_trees.Predict(row).Score) * _smearing;

    private static PredictionEngine<TreeRow, TreeScore> Grow(TreeLibrary library, TreeTerms terms, List<TreeRow> rows)
    {
        var context = new MLContext(Seed);
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        var data = context.Data.LoadFromEnumerable(rows, schema);
        ITransformer model = library == TreeLibrary.FastTree ? FastTree(context, terms).Fit(data) : LightGbm(context, terms).Fit(data);
        return context.Model.CreatePredictionEngine<TreeRow, TreeScore>(model, inputSchemaDefinition: schema);
    }

    private static FastTreeRegressionTrainer FastTree(MLContext context, TreeTerms terms) => context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
    {
        NumberOfTrees = terms.Trees,
        LearningRate = terms.LearningRate,
        NumberOfLeaves = terms.Leaves,
        MinimumExampleCountPerLeaf = terms.RowsPerLeafMin,
        NumberOfThreads = 1,
        Seed = Seed,
    });

    private static LightGbmRegressionTrainer LightGbm(MLContext context, TreeTerms terms) => context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
    {
        NumberOfIterations = terms.Trees,
        LearningRate = terms.LearningRate,
        NumberOfLeaves = terms.Leaves,
        MinimumExampleCountPerLeaf = terms.RowsPerLeafMin,
        NumberOfThreads = 1,
        Seed = Seed,
        Booster = new GradientBooster.Options { L2Regularization = L2Regularisation },
    });
}
