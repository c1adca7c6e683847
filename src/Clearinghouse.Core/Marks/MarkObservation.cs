using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>What is known of a contract's price at a time. What is not known is null or empty.</summary>
public sealed record MarkObservation
{
    /// <summary>The time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The contract's price step, of which the mark is a multiple; positive.</summary>
    public required Price Tick { get; init; }

    /// <summary>Price of the underlying; positive. Null when the oracles' quorum is lost.</summary>
    public required Price? IndexPrice { get; init; }

    /// <summary>Best bid of the contract's own book.</summary>
    public Price? BestBid { get; init; }

    /// <summary>Best ask of the contract's own book.</summary>
    public Price? BestAsk { get; init; }

    /// <summary>The contract's own recent trades, in any order.</summary>
    public ImmutableArray<MarketTrade> Trades { get; init; } = [];

    /// <summary>The contract elsewhere.</summary>
    public ImmutableArray<ExternalMark> Externals { get; init; } = [];
}
