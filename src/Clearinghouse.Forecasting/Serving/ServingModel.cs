using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>A version of a model, ready to forecast.</summary>
/// <param name="Version">MODEL/VERSION.</param>
/// <param name="Forecaster">The model.</param>
public sealed record ServingModel(string Version, PooledLogHarForecaster Forecaster);
