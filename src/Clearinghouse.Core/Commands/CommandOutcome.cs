using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>The answer to a command other than a trade.</summary>
/// <param name="Status">Refused, created, or existing.</param>
/// <param name="Sequence">The journal sequence of the event that the command caused; 0 when refused, or when what was taken is not journaled.</param>
/// <param name="Refusal">Why it was refused; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CommandOutcome")]
public sealed record CommandOutcome(
    [property: Id(0)] CommandStatus Status,
    [property: Id(1)] long Sequence,
    [property: Id(2)] Refusal? Refusal = null)
{
    /// <summary>True when the command's effect is durable: done now or before.</summary>
    public bool IsDone => Status is CommandStatus.Created or CommandStatus.Exists;

    /// <summary>An outcome that changed nothing.</summary>
    public static CommandOutcome Refused(Refusal refusal) => new(CommandStatus.Refused, 0, refusal);
}
