using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>Reverse stress: the smallest move of prices that uses up each layer of the waterfall. In floating point: a gauge, not a claim.</summary>
public static class ReverseStress
{
    private const double FarthestFactor = 100;
    private const int Steps = 120;
    private const int Halvings = 40;
    private static readonly CrossMargin Equity = new();

    /// <summary>The distance to every layer in every direction, layers in order, the nearest direction of each first.</summary>
    /// <param name="directions">Where to look.</param>
    /// <param name="layers">The layers, each used up by no less than the one before it.</param>
    /// <param name="lossAt">The loss, above what defaulters pay themselves, with prices multiplied so.</param>
    public static ImmutableArray<LayerDistance> Find(
        ImmutableArray<StressDirection> directions, ImmutableArray<LayerCapacity> layers, Func<ImmutableSortedDictionary<MarketId, double>, double> lossAt)
    {
        var found = directions.SelectMany(direction => Find(direction, layers, lossAt)).ToLookup(distance => distance.Layer);
        return [.. layers.SelectMany(layer => found[layer.Layer].OrderBy(distance => distance.Sigmas ?? double.PositiveInfinity))];
    }

    /// <summary>What accounts would owe beyond all they have, with prices multiplied so and nothing closed on the way: the sum over accounts, each by its equity as its statement counts it.</summary>
    /// <param name="inputs">The accounts.</param>
    /// <param name="factors">By market; markets that are not named stay.</param>
    public static double UncoveredLoss(IEnumerable<MarginInput> inputs, ImmutableSortedDictionary<MarketId, double> factors)
    {
        var moved = new Dictionary<MarketSnapshot, MarketSnapshot>(ReferenceEqualityComparer.Instance);
        return inputs.Sum(input => Math.Max(0, -Equity.Evaluate(Move(input, Moved)).Equity.ToDouble()));

        MarketSnapshot Moved(MarketSnapshot snapshot)
        {
            if (!factors.TryGetValue(snapshot.Market, out var factor)) return snapshot;
            if (!moved.TryGetValue(snapshot, out var after)) moved.Add(snapshot, after = SnapshotMove.Multiply(snapshot, factor));
            return after;
        }
    }

    private static MarginInput Move(MarginInput input, Func<MarketSnapshot, MarketSnapshot> moved) => input with
    {
        Collateral = input.Collateral is { } collateral ? Move(collateral, moved) : null,
        Exposures =
        [
            .. input.Exposures.Select(exposure => moved(exposure.Snapshot) is var snapshot && ReferenceEquals(snapshot, exposure.Snapshot)
                ? exposure
                : exposure with { Snapshot = snapshot, Contract = snapshot.Find(exposure.Contract.Contract.Id)! }),
        ],
    };

    private static PledgedCollateral Move(PledgedCollateral collateral, Func<MarketSnapshot, MarketSnapshot> moved) =>
        collateral.Assets.Select(asset => asset.Snapshot).OfType<MarketSnapshot>().Aggregate(collateral, (after, snapshot) => after.With(moved(snapshot)));

    /// <summary>Walks outwards in equal steps, because a loss need not grow all the way, and halves the step in which a layer is first used up.</summary>
    private static IEnumerable<LayerDistance> Find(StressDirection direction, ImmutableArray<LayerCapacity> layers, Func<ImmutableSortedDictionary<MarketId, double>, double> lossAt)
    {
        var step = Math.Log(FarthestFactor) / direction.LogMoves.Values.Select(Math.Abs).DefaultIfEmpty(double.PositiveInfinity).Max() / Steps;
        double[] losses = [.. Enumerable.Range(0, Steps + 1).Select(i => lossAt(direction.FactorsAt(i * step)))];
        foreach (var layer in layers)
        {
            var first = Array.FindIndex(losses, loss => loss > layer.UsedUpAbove);
            yield return first < 0
                ? new LayerDistance(layer.Layer, direction.Name, null, null, ImmutableSortedDictionary<MarketId, double>.Empty)
                : At(first == 0 ? 0 : Halve((first - 1) * step, first * step, layer.UsedUpAbove), layer.Layer);
        }

        LayerDistance At(double scale, string layer) => new(layer, direction.Name, scale, scale * direction.SigmasPerScale, direction.FactorsAt(scale));

        double Halve(double holds, double broken, double capacity)
        {
            for (var i = 0; i < Halvings; i++)
            {
                var middle = (holds + broken) / 2;
                if (lossAt(direction.FactorsAt(middle)) > capacity) broken = middle;
                else holds = middle;
            }

            return broken;
        }
    }
}
