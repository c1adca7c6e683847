namespace Clearinghouse.Forecasting.Serving;

/// <summary>How high volatility stands against its own long run: ln RV of 1, 7 and 30 days less the mean of ln RV. Of one market, or the mean over several.</summary>
/// <param name="Day">Of the last day.</param>
/// <param name="Week">Of the last week.</param>
/// <param name="Month">Of the last month.</param>
public sealed record PanelFactor(double Day, double Week, double Month)
{
    /// <summary>The mean over markets; null for none.</summary>
    public static PanelFactor? MeanOf(IReadOnlyCollection<PanelFactor> markets)
    {
        ArgumentNullException.ThrowIfNull(markets);
        return markets.Count == 0 ? null : new(markets.Average(market => market.Day), markets.Average(market => market.Week), markets.Average(market => market.Month));
    }
}
