namespace Clearinghouse.Forecasting.PostedMargins;

/// <summary>How a forecast becomes the margin that is posted.</summary>
/// <param name="ForecastWeight">The power of the forecast in the blend with the long-run variance, 0 to 1.</param>
/// <param name="FloorFraction">The least volatility, as a fraction of the long-run one, zero or more.</param>
/// <param name="BufferFraction">What is kept above the model to be used up when it rises, zero or more; 0.25 by Article 28(1)(a) of EU 153/2013.</param>
/// <param name="FallPerDayMax">How far the volatility that margin is made of may fall in a day, as a fraction, 0 to 1. Rises apply at once.</param>
public sealed record PostedMarginTerms(double ForecastWeight, double FloorFraction, double BufferFraction, double FallPerDayMax)
{
    /// <summary>
    /// A third of the forecast, chosen on Bitcoin and Ether in 2019 and 2020 as the most that keeps the largest rise of a day at 70 %; 0.7
    /// of the long-run volatility as a floor; the buffer of the rule; 5 % a day downwards.
    /// </summary>
    public static PostedMarginTerms Standard { get; } = new(1.0 / 3, 0.7, 0.25, 0.05);
}
