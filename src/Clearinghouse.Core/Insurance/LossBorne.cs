using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A part of a default's loss was taken from the tranche, from all holders alike.</summary>
/// <param name="Default">The default.</param>
/// <param name="Amount">How much; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LossBorne")]
public sealed record LossBorne([property: Id(0)] DefaultId Default, [property: Id(1)] Amount Amount) : TrancheEvent;
