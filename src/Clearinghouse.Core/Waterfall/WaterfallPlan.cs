using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>Who bears a loss. The postings sum to it exactly; what no layer covers is the last of them and stands with the pool.</summary>
/// <param name="Default">The default that caused it.</param>
/// <param name="Loss">What is lost; not negative.</param>
/// <param name="Layers">Every layer and how much of it is used, in order.</param>
/// <param name="Postings">One per payer and layer that pays something, in the order of layers and members.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WaterfallPlan")]
public sealed record WaterfallPlan(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] Amount Loss,
    [property: Id(2)] ImmutableArray<LayerUse> Layers,
    [property: Id(3)] ImmutableArray<LossPosting> Postings)
{
    /// <summary>What no layer covered.</summary>
    [JsonIgnore]
    public Amount Uncovered => Postings is [.., { Kind: WaterfallLayerKind.Uncovered } last] ? last.Amount : Amount.Zero;

    /// <summary>The loss less all postings: always zero, and shown so that a report can say so.</summary>
    [JsonIgnore]
    public Amount Residual => Postings.Aggregate(Loss, (left, posting) => left - posting.Amount);
}
