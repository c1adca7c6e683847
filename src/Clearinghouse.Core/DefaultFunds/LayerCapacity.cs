namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A layer of the waterfall, as something a loss can use up.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="UsedUpAbove">The loss, above what defaulters pay themselves, above which nothing is left in it: what it and all layers before it hold.</param>
public sealed record LayerCapacity(string Layer, double UsedUpAbove);
