using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Replay;

/// <summary>The parameters of a replay's markets, and its pool's policy.</summary>
internal static class ReplayTerms
{
    /// <summary>Longer than the hour between the prices of the longest bars: replays are not about stale prices.</summary>
    private const int PriceMaxAgeSeconds = 4_000;

    /// <summary>The pool's insurance fund where no default is dealt with, as a share of the capital that traders begin with: breakers look at it.</summary>
    public const decimal FundOfCapital = 0.05m;

    /// <summary>What part of the fund of a replay with defaults is the house's, and what part insurance; the rest are contributions of the venues, in equal parts.</summary>
    public const decimal HouseOfFund = 0.2m;

    /// <inheritdoc cref="HouseOfFund"/>
    public const decimal InsuranceOfFund = 0.3m;

    /// <summary>The most that a backstop's positions may come to, as a multiple of its capital.</summary>
    public const decimal BackstopLeverage = 5;

    /// <summary>How the pool's own book is unwound: every half hour, the shortest bar, and for a concession that somebody wants in a crisis too.</summary>
    private static readonly UnwindTerms Unwinding = new() { IntervalSeconds = 1_800, MaxConcession = Ratio.FromPpm(50_000) };

    private const long InitialMarginPpm = 100_000;

    /// <summary>The parameters of every market.</summary>
    /// <param name="options">What is replayed.</param>
    /// <param name="depth">The notional that the market takes up now; null where no default is dealt with.</param>
    public static MarketParameters Of(ReplayOptions options, Amount? depth)
    {
        var initial = Math.Min(InitialMarginPpm, (long)(1_000_000 / options.Defaults.Leverage));
        var parameters = new MarketParameters { InitialMarginRate = Ratio.FromPpm(initial), MaintenanceMarginRate = Ratio.FromPpm(initial / 2) };
        if (depth is { } notional) parameters = parameters with { PriceMaxAgeSeconds = PriceMaxAgeSeconds, Risk = RiskParameters.Default with { DepthNotional = notional } };
        return options.Parameters switch
        {
            ReplayParameters.Plain => parameters,
            ReplayParameters.Adaptive => parameters with { PriceMaxAgeSeconds = PriceMaxAgeSeconds, Breaker = new(), Adaptive = new() },
            _ => parameters with { PriceMaxAgeSeconds = PriceMaxAgeSeconds, Breaker = new() },
        };
    }

    /// <summary>How the pool deals with defaults.</summary>
    public static DefaultPolicy PolicyOf(ReplayDefaultOptions options, ImmutableArray<Backstop> backstops) => new()
    {
        Waterfall = WaterfallTerms.Default with { LastResort = options.LastResort, MaxHaircut = options.MaxHaircut < 1 ? Ratio.FromPpm((long)(options.MaxHaircut * Ratio.One.Ppm)) : null },
        Backstops = backstops,
        Auction = options.HoldsAuctions ? new AuctionTerms() : null,
        Unwind = options.HoldsAuctions ? Unwinding : null,
    };

    /// <summary>Bars of the past as a market's forecasts take them: half hours, or at the half hours where longer ones begin.</summary>
    public static ImmutableArray<PriceBar> PastOf(BarSeries past)
    {
        const long barMs = MarketBars.BarSeconds * 1_000L;
        var bars = past.IntervalMs < barMs ? past.Aggregate(barMs) : past;
        return [.. bars.Bars.TakeLast(IForecastGrain.MostBars).Select(bar => new PriceBar(bar.OpenTimeMs, bar.Open, bar.High, bar.Low, bar.Close))];
    }
}
