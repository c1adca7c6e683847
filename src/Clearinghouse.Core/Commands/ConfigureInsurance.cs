using Clearinghouse.Core.Insurance;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets which insurance tranches a pool has, and what they earn. A tranche that is held keeps its seniority and can't be left out; who asked to leave already keeps the cooldown of then.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Policy">All tranches, those that stay as they are too.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConfigureInsurance")]
public sealed record ConfigureInsurance(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] InsurancePolicy Policy) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
