using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Forecasts;

/// <summary>Where the markets of a pool see how high volatility stands in all of them; its key is the pool.</summary>
[Alias("Clearinghouse.IForecastPanel")]
public interface IForecastPanel : IGrainWithStringKey
{
    /// <summary>Says how one market stands, and answers with the mean over those that said so within a day.</summary>
    [Alias("Report")]
    Task<MarketStanding> Report(MarketId market, DateTimeOffset asOf, MarketStanding standing);
}
