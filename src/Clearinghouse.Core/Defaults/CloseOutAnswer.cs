using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>What a market said of a close-out.</summary>
/// <param name="Sequence">Where it stands in the market's journal; 0 when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was cleared.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CloseOutAnswer")]
public sealed record CloseOutAnswer([property: Id(0)] long Sequence, [property: Id(1)] Refusal? Refusal = null);
