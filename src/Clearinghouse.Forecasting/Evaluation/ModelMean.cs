namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>A model over all markets.</summary>
/// <param name="Model">The model.</param>
/// <param name="Qlike">The mean of its QLIKE over the markets, each counting the same.</param>
public sealed record ModelMean(string Model, double Qlike);
