using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a close-out tells its market of the pool's terms, which the market does not know.</summary>
/// <param name="WindowSeconds">How long a close-out counts; positive.</param>
/// <param name="Most">The most that may count at once; null for one that counts but is never refused. Not negative.</param>
/// <param name="Rest">What this close-out and the later ones of its order close in the market, at the marks of the order. They pass together, for they hedge one another. Not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WindowLimit")]
public sealed record WindowLimit([property: Id(0)] int WindowSeconds, [property: Id(1)] Amount? Most, [property: Id(2)] Amount Rest);
