using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Moves the funding index of a perpetual by rate × mark.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Contract">The perpetual.</param>
/// <param name="Rate">Fraction of the mark for the period gone by; positive means that longs pay shorts.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccrueFunding")]
public sealed record AccrueFunding(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Ratio Rate) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
