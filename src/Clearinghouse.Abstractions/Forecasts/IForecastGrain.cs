using System.Collections.Immutable;
using Clearinghouse.Core.Bars;

namespace Clearinghouse.Abstractions.Forecasts;

/// <summary>The forecasts of a market; its key is the <see cref="Core.Identifiers.MarketId"/>. It reads the market's closed bars, and announces to it what they ask of its parameters.</summary>
[Alias("Clearinghouse.IForecastGrain")]
public interface IForecastGrain : IGrainWithStringKey
{
    /// <summary>How many bars one call may bring.</summary>
    const int MostBars = 200_000;

    /// <summary>The newest forecast.</summary>
    [Alias("GetForecast")]
    Task<ForecastReport> GetForecast();

    /// <summary>
    /// Gives bars of the past, of half an hour, the oldest first, so that a market need not wait a year for quantiles of its own. Taken only when more days are known afterwards than before; the market's own bars follow behind.
    /// </summary>
    /// <exception cref="ArgumentException">More bars than one call may bring.</exception>
    [Alias("Backfill")]
    Task<BackfillOutcome> Backfill(ImmutableArray<PriceBar> bars);
}
