namespace Clearinghouse.Grains.Forecasts;

/// <summary>How high a market's volatility stands against its own long run: differences of logarithms of variance.</summary>
/// <param name="Day">Of the last day.</param>
/// <param name="Week">Of the last week.</param>
/// <param name="Month">Of the last month.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketStanding")]
public sealed record MarketStanding([property: Id(0)] double Day, [property: Id(1)] double Week, [property: Id(2)] double Month);
