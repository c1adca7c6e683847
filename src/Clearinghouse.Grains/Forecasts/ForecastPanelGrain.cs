using Clearinghouse.Core.Identifiers;
using Clearinghouse.Forecasting.Serving;

namespace Clearinghouse.Grains.Forecasts;

/// <summary>The panel of a pool's markets. Holds nothing of its own: after a crash the markets report again.</summary>
[GrainType("forecast-panel")]
public sealed class ForecastPanelGrain : Grain, IForecastPanel
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly SortedDictionary<MarketId, (DateTimeOffset AsOf, MarketStanding Standing)> _markets = [];

    /// <inheritdoc/>
    public Task<MarketStanding> Report(MarketId market, DateTimeOffset asOf, MarketStanding standing)
    {
        _markets[market] = (asOf, standing);
        var mean = PanelFactor.MeanOf([.. _markets.Values.Where(known => known.AsOf > asOf - Remembered).Select(known => new PanelFactor(known.Standing.Day, known.Standing.Week, known.Standing.Month))])!;
        return Task.FromResult(new MarketStanding(mean.Day, mean.Week, mean.Month));
    }
}
