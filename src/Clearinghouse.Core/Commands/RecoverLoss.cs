using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Money came in from outside that belongs to those who bore the loss of a default: it climbs the waterfall back up.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Default">The default.</param>
/// <param name="Amount">Positive, in the currency of the pool.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RecoverLoss")]
public sealed record RecoverLoss(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] DefaultId Default,
    [property: Id(2)] Amount Amount) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
