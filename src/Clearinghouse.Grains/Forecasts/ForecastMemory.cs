namespace Clearinghouse.Grains.Forecasts;

/// <summary>Cold state of a market's forecasts.</summary>
[GenerateSerializer, Alias("Clearinghouse.ForecastMemory")]
public sealed class ForecastMemory
{
    /// <summary>A <see cref="Forecasting.Serving.ForecasterState"/> in JSON, compressed by Brotli; null before the first bar.</summary>
    [Id(0)] public byte[]? Forecaster { get; set; }
}
