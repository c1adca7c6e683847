using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Adaptation;

/// <summary>
/// The way from a forecast to a margin, link by link, as whoever forecasts publishes it. Volatilities are standard deviations of a day's return; margins are fractions of notional.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ForecastLinks")]
public sealed record ForecastLinks
{
    /// <summary>The longest name of a model.</summary>
    public const int LongestModelVersion = 100;

    /// <summary>The model and its version, such as log-har-x-pooled/6454a219868f.</summary>
    [Id(0)] public required string ModelVersion { get; init; }

    /// <summary>Which step of the fallback chain spoke.</summary>
    [Id(1)] public ForecastStep Step { get; init; }

    /// <summary>The close of the last bar that the forecast knows.</summary>
    [Id(2)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>Forecast for the day to come; above 0, at most 1.</summary>
    [Id(3)] public required Ratio ForecastVolatility { get; init; }

    /// <summary>The largest forecast for any day of the week to come; not below <see cref="ForecastVolatility"/>.</summary>
    [Id(4)] public required Ratio PeakVolatility { get; init; }

    /// <summary>The long run.</summary>
    [Id(5)] public required Ratio LongRunVolatility { get; init; }

    /// <summary>The geometric blend of forecast and long run.</summary>
    [Id(6)] public required Ratio BlendedVolatility { get; init; }

    /// <summary>That, not below its share of the long run.</summary>
    [Id(7)] public required Ratio FlooredVolatility { get; init; }

    /// <summary>That, with the buffer that was built and not used up.</summary>
    [Id(8)] public required Ratio BufferedVolatility { get; init; }

    /// <summary>That, not falling faster than allowed: what margin is scaled by.</summary>
    [Id(9)] public required Ratio PostedVolatility { get; init; }

    /// <summary>The worst mark of a long within the horizon, in posted deviations, at the level of confidence; positive.</summary>
    [Id(10)] public required Ratio QuantileLong { get; init; }

    /// <summary>The same of a short.</summary>
    [Id(11)] public required Ratio QuantileShort { get; init; }

    /// <summary>What a long must post; above 0, at most 1.</summary>
    [Id(12)] public required Ratio MarginLong { get; init; }

    /// <summary>What a short must post; above 0. It can be more than 1.</summary>
    [Id(13)] public required Ratio MarginShort { get; init; }

    /// <summary>What new risk must be able to post on the worst day forecast for the week to come: leverage tightens before the peak, not after. Positive; null for a forecast without one.</summary>
    [Id(14)] public Ratio? PeakMargin { get; init; }

    /// <summary>Says what is out of range, or null.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(ModelVersion) || ModelVersion.Length > LongestModelVersion) return Bad("modelVersion", $"from 1 to {LongestModelVersion} characters");
        if (!Enum.IsDefined(Step) || Step == ForecastStep.Static) return Bad("step", "one that forecasts");
        if (!IsVolatility(ForecastVolatility)) return Bad("forecastVolatility", "above 0 and at most 1");
        if (!IsVolatility(PeakVolatility) || PeakVolatility < ForecastVolatility) return Bad("peakVolatility", "at least the forecast and at most 1");
        if (!IsVolatility(LongRunVolatility)) return Bad("longRunVolatility", "above 0 and at most 1");
        if (!IsVolatility(BlendedVolatility)) return Bad("blendedVolatility", "above 0 and at most 1");
        if (!IsVolatility(FlooredVolatility) || FlooredVolatility < BlendedVolatility) return Bad("flooredVolatility", "at least the blend and at most 1");
        if (!IsVolatility(BufferedVolatility) || BufferedVolatility < FlooredVolatility) return Bad("bufferedVolatility", "at least the floored one and at most 1");
        if (!IsVolatility(PostedVolatility) || PostedVolatility < BufferedVolatility) return Bad("postedVolatility", "at least the buffered one and at most 1");
        if (!QuantileLong.IsPositive || !QuantileShort.IsPositive) return Bad("quantiles", "positive");
        if (PeakMargin is { IsPositive: false }) return Bad("peakMargin", "positive");
        return MarginLong.IsPositive && MarginLong <= Ratio.One && MarginShort.IsPositive ? null : Bad("margins", "above 0, of a long at most 1");
    }

    private static bool IsVolatility(Ratio value) => value.IsPositive && value <= Ratio.One;

    private static Refusal Bad(string field, string range) => new(RefusalCode.ForecastOutOfRange) { Subject = $"links.{field}", Limit = range };
}
