using System.Collections.Concurrent;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Grains.Boards;

/// <summary>
/// The newest snapshot of every market, one board per silo. Accounts decide by what hangs here, without a call. Thread-safe.
/// </summary>
public sealed class MarketBoard(ScenarioSet scenarios) : IMarketView
{
    private readonly ConcurrentDictionary<MarketId, MarketRisk> _risks = new();
    private readonly ConcurrentDictionary<MarketId, MarketSnapshot> _snapshots = new();
    private readonly ConcurrentDictionary<PoolId, (CollateralTerms? Terms, DateTimeOffset AskedAt)> _collateral = new();

    /// <summary>The scenarios of this node.</summary>
    public ScenarioSet Scenarios => scenarios;

    /// <inheritdoc/>
    public MarketSnapshot? Find(MarketId market) => _snapshots.GetValueOrDefault(market);

    /// <inheritdoc/>
    /// <remarks>Built by the first account that asks for it, for all that ask after it.</remarks>
    public MarketRisk? FindRisk(MarketSnapshot snapshot)
    {
        if (_risks.TryGetValue(snapshot.Market, out var risk) && ReferenceEquals(risk.Snapshot, snapshot)) return risk;
        return _risks[snapshot.Market] = RiskArrayBuilder.Build(snapshot, scenarios);
    }

    /// <inheritdoc/>
    public CollateralTerms? FindCollateral(PoolId pool) => _collateral.GetValueOrDefault(pool).Terms;

    /// <summary>When a pool was last asked for its collateral terms; null for never.</summary>
    public DateTimeOffset? CollateralAskedAt(PoolId pool) => _collateral.TryGetValue(pool, out var known) ? known.AskedAt : null;

    /// <summary>Hangs a pool's collateral terms up, or that it has none, unless newer ones hang there.</summary>
    public void Post(PoolId pool, CollateralTerms? terms, DateTimeOffset askedAt) => _collateral.AddOrUpdate(
        pool, (terms, askedAt), (_, hanging) => ((terms?.Version ?? 0) >= (hanging.Terms?.Version ?? 0) ? terms : hanging.Terms, askedAt));

    /// <summary>Hangs a snapshot up, unless a newer one hangs there: messages may overtake one another.</summary>
    public void Post(MarketSnapshot snapshot) => _snapshots.AddOrUpdate(
        snapshot.Market, snapshot, (_, hanging) => snapshot.Version > hanging.Version ? snapshot : hanging);
}
