using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.PostedMargins;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>A <see cref="MarketForecaster"/> as data. Bounded: 33 days of bars and 1,100 days.</summary>
public sealed record ForecasterState
{
    /// <summary>When the next bar begins, Unix milliseconds; 0 before the first.</summary>
    public required long NextOpenMs { get; init; }

    /// <summary>The last bars, the newest last.</summary>
    public required IReadOnlyList<LogBar> Bars { get; init; }

    /// <summary>The last days, the newest last.</summary>
    public required IReadOnlyList<ServedDay> Days { get; init; }

    /// <summary>How many days were counted in the sums.</summary>
    public required int DaysCounted { get; init; }

    /// <summary>Σ r² over all days.</summary>
    public required double SquaredReturns { get; init; }

    /// <summary>Σ ln RV over all days.</summary>
    public required double LogVariances { get; init; }

    /// <summary>Exponential averages of realised variance, one for each time of day; 0 where none is known.</summary>
    public required IReadOnlyList<double> Averages { get; init; }

    /// <summary>The slower average that drift is measured against; 0 before the first day.</summary>
    public required double SlowAverage { get; init; }

    /// <summary>The fit of the market's own log-HAR; null for none.</summary>
    public OwnLogHar? OwnModel { get; init; }

    /// <summary>The champion whose forecasts the days remember; null for none.</summary>
    public string? ChampionVersion { get; init; }

    /// <summary>The links as the day began; null before the first.</summary>
    public PostedDeviation? DayBegan { get; init; }

    /// <summary>The last reading; null before the first.</summary>
    public ForecastReading? Last { get; init; }

    /// <summary>What was said of the day that runs; null for nothing.</summary>
    public ForecastReading? OfDay { get; init; }

    /// <summary>The quantiles of worst marks: of a long and a short over the posted deviation, and over the floored one.</summary>
    public required IReadOnlyList<double> Quantiles { get; init; }
}
