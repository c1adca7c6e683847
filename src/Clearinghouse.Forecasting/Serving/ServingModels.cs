namespace Clearinghouse.Forecasting.Serving;

/// <summary>What a registry has to offer now.</summary>
/// <param name="Champion">The champion; null when there is none that can be used.</param>
/// <param name="Fault">Why there is no champion; null when there is one.</param>
/// <param name="Challenger">The challenger; null for none.</param>
public sealed record ServingModels(ServingModel? Champion, string? Fault = null, ServingModel? Challenger = null);
