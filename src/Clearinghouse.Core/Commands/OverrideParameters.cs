using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Governance sets a market's rates in place of what the forecast says, for a time; or withdraws what it set. Maintenance follows on the same ramp as a forecast's.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Reason">Why; at most 200 characters. It is journaled and shown to everybody.</param>
/// <param name="InitialMarginRate">Initial margin rate; above 0, at most 1. Null leaves the forecast's.</param>
/// <param name="DailyVolatility">A day's standard deviation; above 0, at most 1. Null leaves the forecast's.</param>
/// <param name="ExpiresAt">When it ends by itself, at most 30 days ahead; null only when both numbers are null, which withdraws.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.OverrideParameters")]
public sealed record OverrideParameters(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] string Reason,
    [property: Id(2)] Ratio? InitialMarginRate = null,
    [property: Id(3)] Ratio? DailyVolatility = null,
    [property: Id(4)] DateTimeOffset? ExpiresAt = null) : ICommand
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 200;

    /// <summary>How far ahead an override may expire, in days.</summary>
    public const int LongestDays = 30;

    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
