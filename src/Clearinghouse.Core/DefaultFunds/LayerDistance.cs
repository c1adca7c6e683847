using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>How far prices have to move in one direction until a layer of the waterfall is used up.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Scale">How many times the direction; null when nothing within reach uses the layer up.</param>
/// <param name="Sigmas">The same in daily standard deviations of the market that moves most by them.</param>
/// <param name="Factors">Each market's price factor there; empty when nothing within reach uses the layer up.</param>
public sealed record LayerDistance(string Layer, string Direction, double? Scale, double? Sigmas, ImmutableSortedDictionary<MarketId, double> Factors);
