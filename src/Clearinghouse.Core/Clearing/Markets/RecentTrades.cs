using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// The newest events with legs, in memory: answers repeated trades and accounts that missed a leg without reading the journal.
/// </summary>
public sealed class RecentTrades
{
    /// <summary>How many events are kept.</summary>
    public const int Capacity = 32_768;

    private readonly Queue<(long Sequence, MarketEvent Event)> _order = new();
    private readonly Dictionary<long, MarketEvent> _bySequence = [];
    private readonly Dictionary<TradeKey, long> _byTrade = [];
    private readonly Dictionary<VenueId, long> _forgotten = [];

    /// <summary>The sequence of the oldest event kept, or null when none is.</summary>
    public long? OldestSequence => _order.TryPeek(out var oldest) ? oldest.Sequence : null;

    /// <summary>The event at a sequence, or null when it is no longer kept.</summary>
    public MarketEvent? Find(long sequence) => _bySequence.GetValueOrDefault(sequence);

    /// <summary>The trade of that id and its sequence, or null when it is not kept.</summary>
    public (long Sequence, TradeCleared Trade)? Find(TradeKey trade) =>
        _byTrade.TryGetValue(trade, out var sequence) ? (sequence, (TradeCleared)_bySequence[sequence]) : null;

    /// <summary>True when a trade of that venue with that sequence may have been cleared and forgotten: only the journal can tell.</summary>
    public bool MayBeForgotten(VenueId venue, long venueSequence) =>
        _forgotten.TryGetValue(venue, out var newest) && venueSequence <= newest;

    /// <summary>Keeps an event with legs, and lets go of the oldest when full.</summary>
    public void Add(long sequence, MarketEvent e)
    {
        _order.Enqueue((sequence, e));
        _bySequence[sequence] = e;
        if (e is TradeCleared cleared) _byTrade[cleared.Trade.Key] = sequence;
        if (_order.Count <= Capacity) return;
        var (oldest, forgotten) = _order.Dequeue();
        _bySequence.Remove(oldest);
        if (forgotten is TradeCleared old) Forget(old.Trade);
    }

    /// <summary>By venue, the highest forgotten sequence.</summary>
    public ImmutableSortedDictionary<VenueId, long> ToForgotten() => _forgotten.ToImmutableSortedDictionary();

    /// <summary>Restores the forgotten sequences of a snapshot.</summary>
    public void RestoreForgotten(ImmutableSortedDictionary<VenueId, long> forgotten)
    {
        foreach (var (venue, sequence) in forgotten) _forgotten[venue] = sequence;
    }

    private void Forget(ClearTrade trade)
    {
        _byTrade.Remove(trade.Key);
        _forgotten[trade.Venue] = Math.Max(_forgotten.GetValueOrDefault(trade.Venue, long.MinValue), trade.Sequence);
    }
}
