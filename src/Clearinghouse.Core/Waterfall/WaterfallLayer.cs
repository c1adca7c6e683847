using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>One layer of a waterfall: who stands in it, with how much. Its members pay in proportion to what each has available.</summary>
/// <param name="Name">As reports show it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Members">Its payers; may be empty.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WaterfallLayer")]
public sealed record WaterfallLayer([property: Id(0)] string Name, [property: Id(1)] WaterfallLayerKind Kind, [property: Id(2)] ImmutableArray<LayerMember> Members)
{
    /// <summary>The most that the layer pays in all, where that is less than what its members have; null for no such limit.</summary>
    [Id(3)] public Amount? Limit { get; init; }

    /// <summary>Until when what it is asked for must be paid; null where it is paid at once.</summary>
    [Id(4)] public DateTimeOffset? DueBy { get; init; }

    /// <summary>What the layer can pay.</summary>
    [JsonIgnore]
    public Amount Available
    {
        get
        {
            var sum = Members.Aggregate(Amount.Zero, (total, member) => total + member.Available);
            return Limit is { } limit ? Amount.Min(limit, sum) : sum;
        }
    }

    /// <summary>A layer with one payer.</summary>
    public static WaterfallLayer Of(string name, WaterfallLayerKind kind, LossPayer payer, Amount available) => new(name, kind, [new LayerMember(payer, available)]);
}
