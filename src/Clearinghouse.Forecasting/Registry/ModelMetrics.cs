using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>How good a version is: metrics.json.</summary>
/// <param name="Schema">The format, <see cref="CurrentSchema"/>.</param>
/// <param name="WalkForward">The procedure that made the version, walked through all the bars; every forecast is of a later day than its fit saw.</param>
/// <param name="HoldOut">The version's own numbers on days after the last one that it was fitted on; null when none were held out.</param>
/// <param name="Margins">Margins made of the walk-forward's forecasts; null when the bars are too few.</param>
public sealed record ModelMetrics(string Schema, ModelEvaluation WalkForward, ModelEvaluation? HoldOut = null, MarginBacktest? Margins = null)
{
    /// <summary>The format this program writes and reads.</summary>
    public const string CurrentSchema = "clearinghouse.model-metrics/1";
}
