using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Forecasts;
using Clearinghouse.MarketData.Files;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Silo.Hosting;

/// <summary>Gives markets the bars of their past that <c>Clearinghouse:Forecasts:Bars</c> names, once at the node's start. Repeating it changes nothing.</summary>
internal sealed class ForecastHistory(IGrainFactory grains, IOptions<ForecastOptions> options, ILogger<ForecastHistory> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (market, path) in options.Value.Bars)
        {
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                var outcome = await grains.GetGrain<IForecastGrain>(MarketId.Create(market).Value).Backfill(Read(path));
                logger.LogInformation("forecasts: {Market} took {Taken} bars of {Path} and knows {Days} days; {Refused} were refused", market, outcome.Taken, path, outcome.Days, outcome.Refused);
            }
            catch (Exception error)
            {
                // A node without a market's past clears all the same; its forecasts begin with what comes.
                logger.LogError(error, "forecasts: the bars of {Market} in {Path} were not taken; correct Clearinghouse:Forecasts:Bars and start the node again", market, path);
            }
        }
    }

    private static ImmutableArray<PriceBar> Read(string path)
    {
        var series = BarFile.Read(path).Series;
        var bars = series.IntervalMs == MarketBars.BarSeconds * 1_000L ? series : series.Aggregate(MarketBars.BarSeconds * 1_000L);
        return [.. bars.Bars.TakeLast(IForecastGrain.MostBars).Select(bar => new PriceBar(bar.OpenTimeMs, bar.Open, bar.High, bar.Low, bar.Close))];
    }
}
