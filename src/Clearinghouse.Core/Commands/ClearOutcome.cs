using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>The answer to a trade.</summary>
/// <param name="TradeId">The venue's id, as submitted.</param>
/// <param name="Status">Created, existing (same or different), or refused.</param>
/// <param name="Sequence">The market journal's sequence of the trade; 0 when refused.</param>
/// <param name="Refusal">Why it was refused; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ClearOutcome")]
public sealed record ClearOutcome(
    [property: Id(0)] TradeId TradeId,
    [property: Id(1)] ClearStatus Status,
    [property: Id(2)] long Sequence,
    [property: Id(3)] Refusal? Refusal = null)
{
    /// <summary>True when exactly this trade is novated and durable.</summary>
    public bool IsCleared => Status is ClearStatus.Created or ClearStatus.Exists;

    /// <summary>A trade that was not novated.</summary>
    public static ClearOutcome Refused(TradeId trade, Refusal refusal) => new(trade, ClearStatus.Refused, 0, refusal);
}
