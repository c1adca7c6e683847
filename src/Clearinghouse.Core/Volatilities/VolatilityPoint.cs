using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Volatilities;

/// <summary>Implied volatility at a strike.</summary>
/// <param name="Strike">Positive.</param>
/// <param name="Volatility">Per year of 365 days, as a fraction; above 0, at most 10.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VolatilityPoint")]
public sealed record VolatilityPoint([property: Id(0)] Price Strike, [property: Id(1)] Ratio Volatility);
