using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>The level that an operator demands. It is a floor: what prices ask beyond it still holds.</summary>
/// <param name="Level">The level; above <see cref="BreakerLevel.Normal"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerDemand")]
public sealed record BreakerDemand(
    [property: Id(0)] BreakerLevel Level,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset ExpiresAt);
