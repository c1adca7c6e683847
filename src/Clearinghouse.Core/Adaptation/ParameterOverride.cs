using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Adaptation;

/// <summary>What governance set in place of what the forecast says, for a time.</summary>
/// <param name="InitialMarginRate">Initial margin rate; null leaves the forecast's.</param>
/// <param name="DailyVolatility">A day's standard deviation; null leaves the forecast's.</param>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ParameterOverride")]
public sealed record ParameterOverride(
    [property: Id(0)] Ratio? InitialMarginRate,
    [property: Id(1)] Ratio? DailyVolatility,
    [property: Id(2)] string Reason,
    [property: Id(3)] DateTimeOffset ExpiresAt);
