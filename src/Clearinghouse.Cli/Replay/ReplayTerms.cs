using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Markets;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Replay;

/// <summary>The parameters of a replay's markets.</summary>
internal static class ReplayTerms
{
    /// <summary>Longer than the hour between the prices of the longest bars: replays are not about stale prices.</summary>
    private const int PriceMaxAgeSeconds = 4_000;

    /// <summary>The pool's insurance fund, as a share of the capital that traders begin with.</summary>
    public const decimal FundOfCapital = 0.05m;

    /// <summary>The parameters of every market.</summary>
    public static MarketParameters Of(ReplayParameters parameters) => parameters switch
    {
        ReplayParameters.Plain => new MarketParameters(),
        ReplayParameters.Adaptive => new MarketParameters { PriceMaxAgeSeconds = PriceMaxAgeSeconds, Breaker = new(), Adaptive = new() },
        _ => new MarketParameters { PriceMaxAgeSeconds = PriceMaxAgeSeconds, Breaker = new() },
    };

    /// <summary>Bars of the past as a market's forecasts take them: half hours, or at the half hours where longer ones begin.</summary>
    public static ImmutableArray<PriceBar> PastOf(BarSeries past)
    {
        const long barMs = MarketBars.BarSeconds * 1_000L;
        var bars = past.IntervalMs < barMs ? past.Aggregate(barMs) : past;
        return [.. bars.Bars.TakeLast(IForecastGrain.MostBars).Select(bar => new PriceBar(bar.OpenTimeMs, bar.Open, bar.High, bar.Low, bar.Close))];
    }
}
