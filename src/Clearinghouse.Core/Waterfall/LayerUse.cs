using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>How much of a layer a loss used.</summary>
/// <param name="Layer">The layer as it was.</param>
/// <param name="Used">What it pays.</param>
/// <param name="Shares">What each of its members pays, in their order; their sum is what the layer pays.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LayerUse")]
public sealed record LayerUse([property: Id(0)] WaterfallLayer Layer, [property: Id(1)] Amount Used, [property: Id(2)] ImmutableArray<Amount> Shares)
{
    /// <summary>What stays with its members.</summary>
    [JsonIgnore]
    public Amount Left => Layer.Available - Used;
}
