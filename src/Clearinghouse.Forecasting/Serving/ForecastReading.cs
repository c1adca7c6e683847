using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Units;
using Clearinghouse.Forecasting.PostedMargins;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>What is forecast of a market, and how sure one may be.</summary>
public sealed record ForecastReading
{
    /// <summary>The close of the last bar; null before there is one.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Which step of the fallback chain speaks.</summary>
    public required ForecastStep Step { get; init; }

    /// <summary>The model and its version, or the name of the estimator.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Why each better step was passed over.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Realised variance of the 24 hours to come; 0 when nothing is known.</summary>
    public double DailyVariance { get; init; }

    /// <summary>The largest forecast for any day of the week to come.</summary>
    public double PeakVariance { get; init; }

    /// <summary>What the champion says, also while another step speaks; null when it says nothing.</summary>
    public double? ChampionVariance { get; init; }

    /// <summary>What the challenger says, without effect; null without one.</summary>
    public double? ChallengerVariance { get; init; }

    /// <summary>The deviation that margin is made of, link by link; null when nothing is known.</summary>
    public PostedDeviation? Deviation { get; init; }

    /// <summary>The posted deviation with what drift adds.</summary>
    public double PostedDeviation { get; init; }

    /// <summary>The quantile of a long's worst marks, in posted deviations.</summary>
    public double QuantileLong { get; init; }

    /// <summary>The same of a short.</summary>
    public double QuantileShort { get; init; }

    /// <summary>What a long must post, a fraction of notional.</summary>
    public double MarginLong { get; init; }

    /// <summary>What a short must post.</summary>
    public double MarginShort { get; init; }

    /// <summary>What new risk must be able to post on the worst day forecast for the week to come, either side, without buffer and speed limit.</summary>
    public double PeakMargin { get; init; }

    /// <summary>What a long would have to post without buffer and speed limit.</summary>
    public double UnbufferedMarginLong { get; init; }

    /// <summary>The same of a short.</summary>
    public double UnbufferedMarginShort { get; init; }

    /// <summary>How high the market's volatility stands, for the panel; null when too little is known.</summary>
    public PanelFactor? Factor { get; init; }

    /// <summary>How far the champion has drifted.</summary>
    public DriftReading Drift { get; init; } = DriftReading.Nothing;

    /// <summary>How many days of the market are known.</summary>
    public int Days { get; init; }

    /// <summary>The reading as a market takes it; null when nothing is known. Rounded up to the part per million: against the trader.</summary>
    public ForecastLinks? ToLinks()
    {
        if (Step == ForecastStep.Static || AsOf is not { } asOf || Deviation is not { } links) return null;
        var forecast = Volatility(Math.Sqrt(DailyVariance));
        var blended = Volatility(links.Blended);
        var floored = Highest(Volatility(links.Floored), blended);
        var buffered = Highest(Volatility(links.Buffered), floored);
        return new ForecastLinks
        {
            ModelVersion = ModelVersion,
            Step = Step,
            AsOf = asOf,
            ForecastVolatility = forecast,
            PeakVolatility = Highest(Volatility(Math.Sqrt(PeakVariance)), forecast),
            LongRunVolatility = Volatility(Math.Sqrt(links.LongRunVariance)),
            BlendedVolatility = blended,
            FlooredVolatility = floored,
            BufferedVolatility = buffered,
            PostedVolatility = Highest(Volatility(PostedDeviation), buffered),
            QuantileLong = Up(QuantileLong),
            QuantileShort = Up(QuantileShort),
            MarginLong = Volatility(MarginLong),
            MarginShort = Up(MarginShort),
            PeakMargin = Up(PeakMargin),
        };
    }

    private static Ratio Up(double value) => Ratio.FromPpm(Math.Max(1, (long)Math.Ceiling(value * 1e6)));

    /// <summary>At most 1.</summary>
    private static Ratio Volatility(double value) => Up(Math.Min(1, value));

    private static Ratio Highest(Ratio a, Ratio b) => a > b ? a : b;
}
