using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>What training gave.</summary>
/// <param name="Model">The fitted model.</param>
/// <param name="Data">What it was fitted on.</param>
/// <param name="Options">What was chosen.</param>
/// <param name="Metrics">How good it is.</param>
/// <param name="Tracks">Its walk-forward forecasts, one track for each market, for a report to draw.</param>
public sealed record TrainingResult(TrainedModel Model, IReadOnlyList<TrainingData> Data, TrainingOptions Options, ModelMetrics Metrics, IReadOnlyList<ForecastTrack> Tracks);
