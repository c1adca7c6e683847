using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Reviews a pool's default fund now, beside the schedule.</summary>
/// <param name="Header">Who, and the id.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReviewFund")]
public sealed record ReviewFund([property: Id(0)] CommandHeader Header) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
