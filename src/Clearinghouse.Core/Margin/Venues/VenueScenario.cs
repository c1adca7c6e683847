namespace Clearinghouse.Core.Margin.Venues;

/// <summary>A move of the index and of volatilities.</summary>
/// <param name="SpotFactor">What the index is multiplied by; above 0.</param>
/// <param name="Volatility">What happens to volatilities.</param>
/// <param name="Dampening">Share of the profit or loss that counts.</param>
public sealed record VenueScenario(double SpotFactor, VenueVolatilityMove Volatility, double Dampening = 1);
