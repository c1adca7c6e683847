using Clearinghouse.Abstractions.Forecasts;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Forecasts;

/// <summary>A market's forecasts as the market sees them.</summary>
[Alias("Clearinghouse.IForecastFeed")]
public interface IForecastFeed : IForecastGrain
{
    /// <summary>A bar closed, or the market woke up. One way: what is missed is asked for the next time.</summary>
    [OneWay, Alias("Wake")]
    Task Wake();
}
