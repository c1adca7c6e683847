using Clearinghouse.Core.Limits;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets what a pool limits beyond margin. What loosens holds after the delay that the limits before it name; what only tightens holds at once.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Policy">The limits.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConfigureLimits")]
public sealed record ConfigureLimits(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] LimitPolicy Policy) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
