using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Fees of a market's journal up to a sequence reached the pool.</summary>
/// <param name="Market">The market.</param>
/// <param name="Sequence">The market's sequence up to which fees are now collected.</param>
/// <param name="CumulativeFees">All fees of the market up to there.</param>
/// <param name="Amount">What this event adds.</param>
/// <param name="Premium">What of it goes to underwriters, by tranche; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FeesCollected")]
public sealed record FeesCollected(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] long Sequence,
    [property: Id(2)] Amount CumulativeFees,
    [property: Id(3)] Amount Amount,
    [property: Id(4)] ImmutableArray<PremiumPayment>? Premium = null) : PoolEvent;
