using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>How far the smallest move of prices is that uses a layer up, among the directions that were looked in.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Available">What it holds; not negative.</param>
/// <param name="UsedUpAbove">The loss, above what defaulters pay themselves, above which nothing is left in it: what it and all layers before it hold.</param>
/// <param name="Direction">The direction of that move; null when nothing within reach uses the layer up.</param>
/// <param name="DistanceSigmas">How far, in daily standard deviations of the market that moves most by them; null when nothing within reach does.</param>
/// <param name="Factors">Each moved market's price factor there; empty when nothing within reach does.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LayerGauge")]
public sealed record LayerGauge(
    [property: Id(0)] string Layer,
    [property: Id(1)] Amount Available,
    [property: Id(2)] Amount UsedUpAbove,
    [property: Id(3)] string? Direction,
    [property: Id(4)] Ratio? DistanceSigmas,
    [property: Id(5)] ImmutableSortedDictionary<MarketId, Ratio> Factors)
{
    /// <summary>The gauges of layers.</summary>
    /// <param name="layers">Every layer with what it holds, in the order in which they pay.</param>
    /// <param name="directions">Where to look.</param>
    /// <param name="lossAt">The loss, above what defaulters pay themselves, with prices multiplied so.</param>
    public static ImmutableArray<LayerGauge> Of(
        ImmutableArray<(string Layer, Amount Available)> layers, ImmutableArray<StressDirection> directions, Func<ImmutableSortedDictionary<MarketId, double>, double> lossAt)
    {
        var (usedUp, capacities) = (Amount.Zero, new List<(string Layer, Amount Available, Amount UsedUpAbove)>());
        foreach (var (layer, available) in layers) capacities.Add((layer, available, usedUp += available));
        var nearest = ReverseStress.Find(directions, [.. capacities.Select(layer => new LayerCapacity(layer.Layer, layer.UsedUpAbove.ToDouble()))], lossAt)
            .GroupBy(distance => distance.Layer)
            .ToDictionary(ofLayer => ofLayer.Key, ofLayer => ofLayer.First());
        return [.. capacities.Select(layer => Of(layer.Layer, layer.Available, layer.UsedUpAbove, nearest.GetValueOrDefault(layer.Layer)))];
    }

    /// <summary>Distances and factors are rounded to a millionth: they are gauges.</summary>
    private static LayerGauge Of(string layer, Amount available, Amount usedUpAbove, LayerDistance? nearest) => nearest?.Sigmas is { } sigmas
        ? new LayerGauge(layer, available, usedUpAbove, nearest.Direction, RatioOf(sigmas), nearest.Factors.ToImmutableSortedDictionary(factor => factor.Key, factor => RatioOf(factor.Value)))
        : new LayerGauge(layer, available, usedUpAbove, null, null, ImmutableSortedDictionary<MarketId, Ratio>.Empty);

    private static Ratio RatioOf(double value) => Ratio.FromPpm((long)Math.Round(Math.Clamp(value, 0, 1e9) * 1e6));
}
