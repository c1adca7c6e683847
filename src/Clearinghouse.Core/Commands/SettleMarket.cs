using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Settles a market by its rule: every open contract is closed at the average of its own marks. Nobody chooses a price.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Reason">Why; everybody reads it. At most <see cref="LongestReason"/> characters.</param>
/// <param name="SettleAt">When the market is wound down, at least the rule's notice ahead; null for now, because it has had no price for as long as the rule says.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SettleMarket")]
public sealed record SettleMarket(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset? SettleAt = null) : ICommand
{
    /// <summary>How long a reason may be, in characters.</summary>
    public const int LongestReason = 200;

    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
