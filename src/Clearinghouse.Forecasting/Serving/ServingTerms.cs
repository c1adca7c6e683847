using Clearinghouse.Forecasting.PostedMargins;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>How a market is forecast while it trades.</summary>
public sealed record ServingTerms
{
    /// <summary>The length of a bar, in seconds; divides six hours. Default 1,800.</summary>
    public int BarSeconds { get; init; } = 1_800;

    /// <summary>The share of days that margin should cover. Default 0.99.</summary>
    public double Level { get; init; } = 0.99;

    /// <summary>From forecast to posted margin.</summary>
    public PostedMarginTerms Posted { get; init; } = PostedMarginTerms.Standard;

    /// <summary>The standard deviation of a day before anything is known. Default 4 %.</summary>
    public double PriorDailyVolatility { get; init; } = 0.04;

    /// <summary>
    /// The quantile of worst marks, in posted deviations, until a market has <see cref="Margins.TailQuantile.ObservationsMin"/> days of its own. Default 3: above that of any of the five markets that the first champion was trained on.
    /// </summary>
    public double PriorQuantile { get; init; } = 3;

    /// <summary>Bars older than this are stale. Default six hours.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>A forecast so many times above or below the plain estimator is wild. Default 10, in variance.</summary>
    public double WildMultiple { get; init; } = 10;

    /// <summary>What the last good deviation is multiplied by when nothing better is to be had. Default 1.25.</summary>
    public double LastGoodMultiple { get; init; } = 1.25;

    /// <summary>What the posted deviation is multiplied by while breaches are many. Default 1.1.</summary>
    public double YellowMultiple { get; init; } = 1.1;

    /// <summary>How many bars a day has.</summary>
    public int BarsPerDay => 86_400 / BarSeconds;
}
