namespace Clearinghouse.Core.Scenarios;

/// <summary>What happens to one market in a stress scenario.</summary>
/// <param name="PriceFraction">Price change as a fraction of the price; above −1.</param>
/// <param name="VolatilityFactor">What implied volatility is multiplied by; above 0.</param>
public sealed record StressMove(double PriceFraction, double VolatilityFactor = 1);
