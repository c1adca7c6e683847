using Clearinghouse.Core.DefaultFunds;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets how a pool sizes its default fund. The first review follows at once.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Policy">The policy.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConfigureFund")]
public sealed record ConfigureFund(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] FundPolicy Policy) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
