using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>One payer of a layer.</summary>
/// <param name="Payer">Who.</param>
/// <param name="Available">The most it can be asked for in this layer, and its weight in it; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LayerMember")]
public sealed record LayerMember([property: Id(0)] LossPayer Payer, [property: Id(1)] Amount Available);
