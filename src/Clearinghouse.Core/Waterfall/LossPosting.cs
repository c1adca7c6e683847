using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>One payer's part of a loss, with the numbers that explain it: it pays <see cref="LayerUsed"/> × <see cref="Available"/> / <see cref="LayerAvailable"/>, rounded as the plan says.</summary>
/// <param name="Default">The default that caused it.</param>
/// <param name="Layer">The position of the layer in the waterfall, from 0.</param>
/// <param name="LayerName">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Payer">Who pays.</param>
/// <param name="Amount">How much; positive.</param>
/// <param name="Available">The most that the payer could have been asked for in this layer.</param>
/// <param name="LayerUsed">What the whole layer pays.</param>
/// <param name="LayerAvailable">What the members of the layer had together.</param>
/// <param name="DueBy">Until when it must be paid; null when it is paid at once.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LossPosting")]
public sealed record LossPosting(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] int Layer,
    [property: Id(2)] string LayerName,
    [property: Id(3)] WaterfallLayerKind Kind,
    [property: Id(4)] LossPayer Payer,
    [property: Id(5)] Amount Amount,
    [property: Id(6)] Amount Available,
    [property: Id(7)] Amount LayerUsed,
    [property: Id(8)] Amount LayerAvailable,
    [property: Id(9)] DateTimeOffset? DueBy = null)
{
    /// <summary>A sentence for a person: who pays what, and why.</summary>
    [JsonIgnore]
    public string Reason => Kind == WaterfallLayerKind.Uncovered
        ? $"{Amount} of default {Default} that no layer covers"
        : $"{Payer} bears {Amount} of the {LayerUsed} that default {Default} took from {LayerName}, for {Available} of the {LayerAvailable} that stood there";
}
