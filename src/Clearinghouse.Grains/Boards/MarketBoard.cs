using System.Collections.Concurrent;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;

namespace Clearinghouse.Grains.Boards;

/// <summary>
/// The newest snapshot of every market, one board per silo. Accounts decide by what hangs here, without a call. Thread-safe.
/// </summary>
public sealed class MarketBoard : IMarketView
{
    private readonly ConcurrentDictionary<MarketId, MarketSnapshot> _snapshots = new();

    /// <inheritdoc/>
    public MarketSnapshot? Find(MarketId market) => _snapshots.GetValueOrDefault(market);

    /// <summary>Hangs a snapshot up, unless a newer one hangs there: messages may overtake one another.</summary>
    public void Post(MarketSnapshot snapshot) => _snapshots.AddOrUpdate(
        snapshot.Market, snapshot, (_, hanging) => snapshot.Version > hanging.Version ? snapshot : hanging);
}
