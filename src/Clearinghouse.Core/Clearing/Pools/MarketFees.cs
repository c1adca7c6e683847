using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>What a pool has collected from one market.</summary>
/// <param name="Sequence">The market's sequence up to which fees are collected.</param>
/// <param name="CumulativeFees">All fees up to there.</param>
public sealed record MarketFees(long Sequence, Amount CumulativeFees);
