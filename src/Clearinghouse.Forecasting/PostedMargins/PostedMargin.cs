namespace Clearinghouse.Forecasting.PostedMargins;

/// <summary>A day's posted margin of one side, with every number it is made of.</summary>
/// <param name="Deviation">The volatility, link by link.</param>
/// <param name="UnbufferedQuantile">The quantile of worst marks over the floored deviation.</param>
/// <param name="UnbufferedMargin">What would be asked without buffer and speed limit, a fraction of notional.</param>
/// <param name="Quantile">The quantile of worst marks over the posted deviation.</param>
/// <param name="Margin">What is asked, a fraction of notional.</param>
public sealed record PostedMargin(PostedDeviation Deviation, double UnbufferedQuantile, double UnbufferedMargin, double Quantile, double Margin);
