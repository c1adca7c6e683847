using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The pool took nothing of what its own book offered, since nobody is out of pocket: the book keeps it, and offers again when it has something else.</summary>
/// <param name="Gain">What was offered.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.GainKept")]
public sealed record GainKept([property: Id(0)] BookGain Gain) : AccountEvent;
