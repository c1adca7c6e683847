using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Margin.Venues;

/// <summary>An option position as venues' rules see it.</summary>
/// <param name="Type">Call or put.</param>
/// <param name="StrikePrice">Strike.</param>
/// <param name="Quantity">Contracts; negative short.</param>
/// <param name="Volatility">Implied volatility per year, as a fraction.</param>
/// <param name="VolatilityConfidence">How sure its source is of it, from 0 to 1.</param>
public sealed record VenueOption(OptionRight Type, double StrikePrice, double Quantity, double Volatility, double VolatilityConfidence = 1)
{
    /// <summary>What the position pays when the underlying settles at a price.</summary>
    public double PayoffAt(double price) => Quantity * Math.Max(0, Type == OptionRight.Call ? price - StrikePrice : StrikePrice - price);
}
