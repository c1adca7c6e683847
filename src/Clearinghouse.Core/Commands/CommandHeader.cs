using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Who sends a command, and the id and sequence that make it idempotent.</summary>
/// <param name="Sender">Who sends it. Roles and signatures will be checked against this name, in one place.</param>
/// <param name="Id">Chosen by the sender, unique among the sender's commands to one receiver. The same id again returns the first outcome.</param>
/// <param name="Sequence">
/// The sender's own counter for this receiver, growing with each new command (gaps are fine). It lets the receiver forget old ids: a command
/// with an unknown id whose sequence is not newer than a forgotten one can't be told from a repetition.
/// </param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CommandHeader")]
public sealed record CommandHeader(
    [property: Id(0)] PrincipalId Sender,
    [property: Id(1)] CommandId Id,
    [property: Id(2)] long Sequence)
{
    /// <summary>Says what is missing, or null when the header is complete. A default id can come in over the wire.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrEmpty(Sender.Value)) return new Refusal(RefusalCode.RequestInvalid) { Subject = "header.sender", Detail = "must be given" };
        if (string.IsNullOrEmpty(Id.Value)) return new Refusal(RefusalCode.RequestInvalid) { Subject = "header.id", Detail = "must be given" };
        return Sequence >= 0 ? null : new Refusal(RefusalCode.RequestInvalid) { Subject = "header.sequence", Detail = "must not be negative" };
    }
}
