using Clearinghouse.Core.Products;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Lists a contract for clearing.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Contract">Its terms.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ListContract")]
public sealed record ListContract(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] Contract Contract) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
