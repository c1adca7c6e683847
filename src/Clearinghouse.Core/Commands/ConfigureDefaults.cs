using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets how a pool deals with defaults. It holds for accounts from their next look at the pool's terms on, those on the path included.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Policy">The policy.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConfigureDefaults")]
public sealed record ConfigureDefaults(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] DefaultPolicy Policy) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
