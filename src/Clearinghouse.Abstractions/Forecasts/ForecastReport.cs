using System.Collections.Immutable;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Abstractions.Forecasts;

/// <summary>What is forecast of a market, by whom, and how good that was of late.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ForecastReport")]
public sealed record ForecastReport
{
    /// <summary>The market.</summary>
    [Id(0)] public required MarketId Market { get; init; }

    /// <summary>Which step of the fallback chain speaks.</summary>
    [Id(1)] public required ForecastStep Step { get; init; }

    /// <summary>The model and its version, or the name of the estimator.</summary>
    [Id(2)] public required string ModelVersion { get; init; }

    /// <summary>Why each better step was passed over.</summary>
    [Id(3)] public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>The way from the forecast to margin; null while nothing is known.</summary>
    [Id(4)] public ForecastLinks? Links { get; init; }

    /// <summary>How old the last bar is, in seconds; null before the first.</summary>
    [Id(5)] public double? AgeSeconds { get; init; }

    /// <summary>How many days of the market are known.</summary>
    [Id(6)] public int Days { get; init; }

    /// <summary>How many bars were missing and stand flat.</summary>
    [Id(7)] public long MissingBars { get; init; }

    /// <summary>The challenger's forecast, a day's standard deviation, without effect; null without one.</summary>
    [Id(8)] public double? ChallengerDailyVolatility { get; init; }

    /// <summary>What is not as it should be of late, with the numbers; empty when all is well.</summary>
    [Id(9)] public required ImmutableArray<string> Drift { get; init; }

    /// <summary>Mean QLIKE of the champion over the last 90 days; null with too few.</summary>
    [Id(10)] public double? Qlike { get; init; }

    /// <summary>That of an exponential average.</summary>
    [Id(11)] public double? EwmaQlike { get; init; }

    /// <summary>That of the challenger; null without one.</summary>
    [Id(12)] public double? ChallengerQlike { get; init; }

    /// <summary>Days of the last 250 on which a long's, and a short's, worst mark passed its margin: the larger of the two.</summary>
    [Id(13)] public int Breaches { get; init; }

    /// <summary>Why the market did not take the last forecast over; null when it did, or when there was none to take.</summary>
    [Id(14)] public Refusal? Refusal { get; init; }
}
