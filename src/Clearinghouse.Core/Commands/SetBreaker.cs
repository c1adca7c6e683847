using Clearinghouse.Core.Breakers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Demands that a market's breaker stand at a level at least, for a time; or withdraws the demand.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Level">The level; <see cref="BreakerLevel.Normal"/> withdraws what was demanded before.</param>
/// <param name="Reason">Why; at most 200 characters. It is journaled and shown to everybody.</param>
/// <param name="ExpiresAt">When the demand ends by itself; null only when it is withdrawn.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SetBreaker")]
public sealed record SetBreaker(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] BreakerLevel Level,
    [property: Id(2)] string Reason,
    [property: Id(3)] DateTimeOffset? ExpiresAt = null) : ICommand
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 200;

    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
