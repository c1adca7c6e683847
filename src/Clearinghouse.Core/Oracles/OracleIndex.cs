using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Oracles;

/// <summary>The index price that reports amount to, and how every one of them was judged.</summary>
public sealed record OracleIndex
{
    /// <summary>
    /// A price that some source reported; null when the quorum is lost: too few sources are fresh and agree, so the last price goes stale
    /// instead of being replaced by a doubtful one.
    /// </summary>
    public required Price? Price { get; init; }

    /// <summary>
    /// From 0 to 1, rounded down: the median confidence of the reports used times the share of all weight that they have; 0 without a price.
    /// </summary>
    public required Ratio Confidence { get; init; }

    /// <summary>The median distance of the reports used from the price, as a fraction of it, rounded up; 0 without a price.</summary>
    public required Ratio Dispersion { get; init; }

    /// <summary>The median of when the reports used were observed; null without a price.</summary>
    public required DateTimeOffset? ObservedAt { get; init; }

    /// <summary>Every report, in the order given.</summary>
    public required ImmutableArray<OracleVote> Votes { get; init; }

    /// <summary>Whether there is no price to replace the last one.</summary>
    public bool IsStale => Price is null;
}
