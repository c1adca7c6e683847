using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Bars;

/// <summary>What an index was during one interval.</summary>
/// <param name="OpenTimeMs">The beginning of the interval: Unix time in milliseconds, UTC. The bar is known only at its end.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest.</param>
/// <param name="Low">The lowest.</param>
/// <param name="Close">The last.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PriceBar")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct PriceBar(
    [property: Id(0)] long OpenTimeMs,
    [property: Id(1)] Price Open,
    [property: Id(2)] Price High,
    [property: Id(3)] Price Low,
    [property: Id(4)] Price Close)
{
    /// <summary>The bar after one more price of its interval.</summary>
    public PriceBar With(Price price) => this with { High = price > High ? price : High, Low = price < Low ? price : Low, Close = price };
}
